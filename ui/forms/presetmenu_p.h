#pragma once

#include "core/template/elementtemplate.h"

#include <functional>

class QMenu;

namespace Plugboard::Ui {

/// A template's presets as a menu: nested as its steps are, else one entry each. What `apply` gets lives as long as the
/// template.
void fillPresetMenu(QMenu *menu, const Template::ElementTemplate &origin,
                    const std::function<void(const Template::Preset &)> &apply);

} // namespace Plugboard::Ui
