// The C interface, the same in WebKitGTK's library and in macOS's framework.
#include <JavaScriptCore/JavaScript.h>
