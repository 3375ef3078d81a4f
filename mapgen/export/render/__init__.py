"""Pictures: a scene gets places (`layout`), which is data (`geometry`) that SVG and the web canvas draw."""
