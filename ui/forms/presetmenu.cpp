#include "ui/forms/presetmenu_p.h"

#include <QMenu>

namespace Plugboard::Ui {

namespace {

using Apply = std::function<void(const Template::Preset &)>;

const Template::Preset *find(const Template::ElementTemplate &origin, const QString &id)
{
    const auto found = std::find_if(origin.presets.begin(), origin.presets.end(),
                                    [&id](const Template::Preset &preset) { return preset.id == id; });
    return found == origin.presets.end() ? nullptr : &*found;
}

void addSteps(QMenu *menu, const QList<Template::Step> &steps, const Template::ElementTemplate &origin,
              const Apply &apply)
{
    for (const Template::Step &step : steps) {
        if (!step.steps.isEmpty()) {
            addSteps(menu->addMenu(step.name), step.steps, origin, apply);
        } else if (const Template::Preset *preset = find(origin, step.preset)) {
            QAction *action = menu->addAction(step.name, menu, [apply, preset] { apply(*preset); });
            action->setToolTip(step.description);
        }
    }
}

} // namespace

void fillPresetMenu(QMenu *menu, const Template::ElementTemplate &origin, const Apply &apply)
{
    menu->setToolTipsVisible(true);
    if (!origin.steps.isEmpty())
        return addSteps(menu, origin.steps, origin, apply);
    for (const Template::Preset &preset : origin.presets)
        menu->addAction(preset.id, menu, [apply, &preset] { apply(preset); });
}

} // namespace Plugboard::Ui
