"""Equal-area projection of the overview map: degrees to the view box 0 0 1000 532.

Albers conic on the sphere (Snyder, Map Projections: A Working Manual, 1987, section 14) with standard parallels
47° and 53° N and central meridian 23° E; Germany, Poland and Ukraine fill the frame with a small margin.
"""

from __future__ import annotations

import math

WIDTH, HEIGHT = 1000, 532

_PHI_1, _PHI_2 = math.radians(47), math.radians(53)
_LAMBDA_0 = math.radians(23)
_N = (math.sin(_PHI_1) + math.sin(_PHI_2)) / 2
_C = math.cos(_PHI_1) ** 2 + 2 * _N * math.sin(_PHI_1)
_RHO_0 = math.sqrt(_C - 2 * _N * math.sin(math.radians(50))) / _N
#: Units of the view box per radian, and where the projection's origin (23° E, 50° N) lies.
_SCALE = 2547.0
_X_0, _Y_0 = 489.9, 284.3


def project(lat: float, lon: float) -> tuple[float, float]:
    """Position of a point (degrees) in the view box, x to the right, y down, two decimals."""
    rho = math.sqrt(_C - 2 * _N * math.sin(math.radians(lat))) / _N
    theta = _N * (math.radians(lon) - _LAMBDA_0)
    x = _X_0 + _SCALE * rho * math.sin(theta)
    y = _Y_0 - _SCALE * (_RHO_0 - rho * math.cos(theta))
    return round(x, 2), round(y, 2)


def unproject(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude (degrees) of a point in the view box: the inverse of :func:`project`."""
    dx, dy = (x - _X_0) / _SCALE, _RHO_0 - (_Y_0 - y) / _SCALE
    rho, theta = math.hypot(dx, dy), math.atan2(dx, dy)
    sine = (_C - (rho * _N) ** 2) / (2 * _N)
    return math.degrees(math.asin(sine)), math.degrees(_LAMBDA_0 + theta / _N)
