"""The network: a sentence encoder with two more input embeddings and one layer that scores seven tags."""

from pathlib import Path

from torch import Tensor, nn
from transformers import AutoModel

from lib.extract.tagger.decode import TAGS

CASES, QUOTES = 4, 3
DROPOUT = 0.1


class TagNetwork(nn.Module):
    """Pieces → scores: the encoder reads word embeddings plus case and quote state.

    The two added embeddings start at zero, so training begins at the encoder as it was published.  The word
    embeddings stay as they are: a small corpus would only pull the few words it holds out of place.
    """

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, attention_probs_dropout_prob=0.0,
                                                 add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.case = nn.Embedding(CASES, width)
        self.quote = nn.Embedding(QUOTES, width)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quote.weight)
        self.drop = nn.Dropout(DROPOUT)
        self.score = nn.Linear(width, len(TAGS))
        self.encoder.get_input_embeddings().weight.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, quote: Tensor) -> Tensor:
        """Logits (windows, pieces, 7) of int64 inputs (windows, pieces)."""
        embedded = self.encoder.get_input_embeddings()(ids) + self.case(case) + self.quote(quote)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.score(self.drop(hidden))
