#include "core/aws/models/modellibrary.h"
#include "core/form/shapeform.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Qt::StringLiterals;

class tst_ShapeForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const Aws::ModelLibrary library({QStringLiteral(PLUGBOARD_SOURCE_DIR "/tests/data/aws")});
        m_model = *library.load(u"parcels");
        m_form = fromOperation(m_model, *m_model->operation(u"SendParcel"));
    }

    void requiredFieldsComeFirst()
    {
        QStringList ids;
        for (const Field *field : m_form->fieldsOf(u"required"))
            ids.append(field->id);
        QCOMPARE(ids, QStringList({u"To"_s, u"Weight"_s, u"Token"_s}));
        QCOMPARE(m_form->fields.value(3).id, u"Note"_s);
        QCOMPARE(m_form->groups.value(0).label, u"Required"_s);
        QCOMPARE(m_form->groups.value(1).label, u"Optional"_s);
        QCOMPARE(m_form->id, u"aws:parcels:SendParcel"_s);
        QCOMPARE(m_form->jobType, m_form->id);
    }

    void shapesBecomeEditors_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<FieldType>("type");
        QTest::addColumn<QString>("valueType");
        QTest::newRow("text") << u"Note"_s << FieldType::Line << u"string"_s;
        QTest::newRow("structure") << u"To"_s << FieldType::Json << u"structure"_s;
        QTest::newRow("list") << u"Stamps"_s << FieldType::Json << u"list"_s;
        QTest::newRow("map") << u"Labels"_s << FieldType::Json << u"map"_s;
        QTest::newRow("double") << u"Weight"_s << FieldType::Number << u"double"_s;
        QTest::newRow("boolean") << u"Express"_s << FieldType::Boolean << u"boolean"_s;
        QTest::newRow("enum") << u"Speed"_s << FieldType::Choice << u"string"_s;
        QTest::newRow("blob") << u"Photo"_s << FieldType::Blob << u"blob"_s;
        QTest::newRow("timestamp") << u"Due"_s << FieldType::Timestamp << u"timestamp"_s;
    }

    void shapesBecomeEditors()
    {
        QFETCH(QString, id);
        QFETCH(FieldType, type);
        QFETCH(QString, valueType);
        const Field *field = m_form->find(id);
        QVERIFY(field != nullptr);
        QCOMPARE(field->type, type);
        QCOMPARE(field->valueType, valueType);
        QCOMPARE(field->feel, FeelMode::Optional);
        QCOMPARE(field->path, id);
    }

    void traitsOfMembersAreKept()
    {
        QCOMPARE(m_form->find(u"Note")->description, u"<p>For the driver.</p>"_s);
        QCOMPARE(m_form->find(u"Note")->constraints.maxLength, std::optional<int>(100));
        QVERIFY(m_form->find(u"Pin")->secret);
        QVERIFY(m_form->find(u"To")->required);
        const Field *speed = m_form->find(u"Speed");
        QVERIFY(speed->anyChoice);
        QCOMPARE(speed->choices.value(1).value, u"fast"_s);
        QCOMPARE(speed->description, u"<p>How fast.</p>"_s);
        QVERIFY(m_form->find(u"Token")->generatedUuid);
        QVERIFY(!m_form->find(u"Count")->constraints.maxLength);
    }

    void anOperationWithoutInputHasNoFields()
    {
        const FormPtr form = fromOperation(m_model, *m_model->operation(u"Ping"));
        QVERIFY(form->fields.isEmpty());
        QVERIFY(form->groups.isEmpty());
    }

private:
    Aws::ServiceModelPtr m_model;
    FormPtr m_form;
};

PLUGBOARD_TEST(tst_ShapeForm)
#include "tst_shapeform.moc"
