"""What a claim in the complex reading gives to start from: see `derive.prove.plane_facts`."""

from derive.prove.plane_facts import PlaneFacts

__all__ = ["PlaneFacts"]
