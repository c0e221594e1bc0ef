"""Page models: what a scorecard and an indicator page say, before anyone decides how they look.

Holds frozen page models, their builders and the one place where numbers become words for a reader.
"""
