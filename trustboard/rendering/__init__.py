"""Page models to files: HTML folder, SVG charts, XLSX, CSV and JSON.

Holds templates, drawings and writers. It receives finished page models and knows neither data nor store.
"""
