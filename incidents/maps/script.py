"""Folium elements that start our script on a map and hand it options and state."""

from __future__ import annotations

import json
from typing import Any

from branca.element import MacroElement
from folium.template import Template

from incidents.model import KINDS

ATTRIBUTION = "Places © GeoNames (CC BY 4.0) · Base map Natural Earth"
# What could end a script element, start a comment or fill in a template.
# And what a page cannot hold as it is: line ends of JavaScript, halves of letters.
UNSAFE = str.maketrans(
    {code: f"\\u{code:04x}" for code in (*map(ord, "<>&'\u2028\u2029"), *range(0xD800, 0xE000))}
)


def script_json(value: Any) -> str:
    """The value as JSON that may stand inside a script element, whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(UNSAFE)


def options(**more: Any) -> dict[str, Any]:
    """The script's options: the kinds as they are drawn, who made the base map, and `more`."""
    kinds = [
        {"id": kind.id, "label": kind.label, "colour": kind.colour, "shape": kind.shape}
        for kind in KINDS.values()
    ]
    return {"kinds": kinds, "attribution": ATTRIBUTION, **more}


class Start(MacroElement):
    """Starts our script on the map it is added to."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            incidentsMap.start({{ this._parent.get_name() }}, {{ this.options }});
        {% endmacro %}
    """)

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "IncidentsStart"
        self.options = script_json(given)


class State(MacroElement):
    """Gives the layer a new state; what it does not name stays."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            incidentsMap.layer.setState({{ this.state }});
        {% endmacro %}
    """)

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's
        self._name = "IncidentsState"
        self.state = script_json(given)
