"""How static files are named where they are cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Scripts import one another by the hashed names too, so that each is loaded only once."""

    support_js_module_import_aggregation = True
