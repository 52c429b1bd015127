"""Changes of variables: Jacobians, invertible maps, densities pushed forward, volumes, layers of a flow."""

from derive.terms.flows.jacobians import determinant, jacobian, log_abs_det, pushforward_density
from derive.terms.flows.layers import AbstractFlow, FlowDensity, LayerDeterminant
from derive.terms.flows.maps import inverse_function_theorem, invertible, not_invertible
from derive.terms.flows.symbolic import FamilyJacobian, jacobian_determinant
from derive.terms.flows.volumes import Region, ball, box, disc, ellipse, volume, volume_of_image

__all__ = [
    "AbstractFlow", "FamilyJacobian", "FlowDensity", "LayerDeterminant", "Region", "ball", "box", "determinant",
    "disc", "ellipse", "inverse_function_theorem", "invertible", "jacobian", "jacobian_determinant", "log_abs_det",
    "not_invertible", "pushforward_density", "volume", "volume_of_image",
]  # fmt: skip
