// The one script of the app.  It knows no article text: it reads what the page already shows.
// [data-copy]       a click copies the attribute's text
// [data-statement]  a click inside [data-pick] tells Python which statement was chosen
// data.scroll       id of an element to bring into view, once per value
// data.address      the address's query as Python read it (old) and as it should read (new): replaced in
//                   place, for a step in the history would make the reader press Back twice
const state = (document.__explorer = document.__explorer || { bound: false, scrolled: "", clicked: "", pick: null })

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch (refused) {
      console.info("clipboard refused, trying the old way", refused)
    }
  }
  const field = document.createElement("textarea")
  field.value = text
  field.setAttribute("readonly", "")
  field.style.position = "fixed"
  field.style.opacity = "0"
  document.body.appendChild(field)
  field.select()
  const done = document.execCommand("copy")
  field.remove()
  return done
}

async function onClick(event) {
  const copier = event.target.closest("[data-copy]")
  if (copier) {
    event.preventDefault()
    const label = copier.dataset.label || copier.textContent
    copier.dataset.label = label
    copier.textContent = (await copy(copier.dataset.copy)) ? "Copied" : "Copy it from the field"
    setTimeout(() => { copier.textContent = label }, 1600)
    return
  }
  const chosen = event.target.closest("[data-pick] [data-statement]")
  if (chosen && state.pick && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    state.clicked = chosen.dataset.statement
    state.pick(chosen.dataset.statement)
  }
}

function scrollTo(id, block, tries) {
  const target = document.getElementById("s-" + id)
  if (target) {
    target.scrollIntoView({ block: block, behavior: "auto" })
  } else if (tries > 0) {
    setTimeout(() => scrollTo(id, block, tries - 1), 100)
  }
}

function tidy(address) {
  const same = new URLSearchParams(window.location.search).toString() === new URLSearchParams(address.old).toString()
  if (same) { // else the reader has gone on meanwhile
    const query = address.new ? `?${address.new}` : ""
    window.history.replaceState(window.history.state, "", window.location.pathname + query + window.location.hash)
  }
}

export default function (component) {
  const { data, setTriggerValue } = component
  state.pick = (id) => setTriggerValue("picked", id)
  if (!state.bound) {
    state.bound = true
    document.addEventListener("click", onClick)
  }
  if (data && data.address && data.address.new !== undefined) {
    tidy(data.address)
  }
  const wanted = (data && data.scroll) || ""
  if (wanted && wanted !== state.scrolled) {
    // What was clicked is in view already: it only may have to come out from under the sheet of its proof.
    setTimeout(() => scrollTo(wanted, wanted === state.clicked ? "nearest" : "center", 50), 50)
  }
  state.scrolled = wanted
}
