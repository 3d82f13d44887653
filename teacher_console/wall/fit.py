"""How wide tiles may be so that all fit into the window. Pure."""


def fitting_width(
    tiles: int,
    *,
    view_width_px: int,
    view_height_px: int,
    extra_height_px: int,
    aspect: float,
    least_px: int = 1,
) -> int:
    """Return the largest tile width at which `tiles` tiles need no scrolling.

    Where they would be narrower than `least_px` they must scroll: then the width, of at least that,
    at which whole columns fill the view.

    Args:
        extra_height_px: Height of a tile beyond its picture: name, margins.
        aspect: Height of the picture for each pixel of tile width.

    The result may be larger than what the slider allows; the caller bounds it.
    """
    best = 0
    for columns in range(1, max(1, tiles) + 1):
        rows = -(-max(1, tiles) // columns)
        by_width = view_width_px // columns
        by_height = int((view_height_px / rows - extra_height_px) / aspect)
        best = max(best, min(by_width, by_height))
    if best >= least_px:
        return best
    return view_width_px // max(1, view_width_px // least_px)
