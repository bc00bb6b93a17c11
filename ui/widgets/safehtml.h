#pragma once

#include <QString>

namespace Plugboard::Ui {

/// HTML of a template or a service model, reduced to what is safe to show: paragraphs, lists, emphasis, code, line breaks, and
/// links to http(s). Everything else, such as scripts, styles and images, is left out; text without tags is escaped.
QString safeHtml(const QString &html);

/// Its first sentence as plain text, at most `characters` long.
QString firstSentence(const QString &html, int characters = 240);

} // namespace Plugboard::Ui
