"""The rows of proposals."""

from yunhe.server.proposals.models.proposal import Proposal

__all__ = ["Proposal"]
