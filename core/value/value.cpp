#include "core/value/value.h"
