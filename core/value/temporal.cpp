#include "core/value/temporal.h"
