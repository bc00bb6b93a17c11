#include "core/value/decimal.h"
