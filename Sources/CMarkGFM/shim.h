// The public headers only: what Debian's packages and Homebrew's formula both install.
#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
