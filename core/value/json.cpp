#include "core/value/json.h"
