#include "core/value/valuepath.h"
