"""The network: the sentence encoder, its mean over the pieces, one layer that scores."""

from pathlib import Path

from torch import Tensor, nn
from transformers import AutoModel

DROPOUT = 0.1


class WorthNetwork(nn.Module):
    """Pieces → one logit a sentence.

    The word embeddings stay as published: a small corpus would only pull the few words it holds out of place.
    """

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, attention_probs_dropout_prob=0.0,
                                                 add_pooling_layer=False)
        self.drop = nn.Dropout(DROPOUT)
        self.worth = nn.Linear(self.encoder.config.hidden_size, 1)
        self.encoder.get_input_embeddings().weight.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits (sentences,) of int64 inputs (sentences, pieces)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        share = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * share).sum(1) / share.sum(1)
        return self.worth(self.drop(mean)).squeeze(-1)
