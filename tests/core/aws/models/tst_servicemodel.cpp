#include "core/aws/models/modellibrary.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

const QString models = QStringLiteral(PLUGBOARD_SOURCE_DIR "/tests/data/aws");

Error errorOf(const QByteArray &json)
{
    return ServiceModel::fromValue(u"x"_s, *Json::read(json)).error();
}

} // namespace

class tst_ServiceModel : public QObject
{
    Q_OBJECT

private slots:
    void readsMetadataAndOperations()
    {
        const ServiceModelPtr model = *ModelLibrary({models}).load(u"parcels");
        QCOMPARE(model->id(), u"parcels"_s);
        QCOMPARE(model->metadata().serviceId, u"Parcel Desk-One"_s);
        QCOMPARE(model->metadata().signingName, u"parcel-desk"_s);
        QCOMPARE(model->metadata().protocols, QStringList({u"query"_s, u"json"_s}));
        QCOMPARE(model->operations(), QStringList({u"SendParcel"_s, u"Ping"_s}));
        const Operation *send = model->operation(u"SendParcel");
        QVERIFY(send != nullptr);
        QCOMPARE(send->resultWrapper, u"SendParcelResult"_s);
        QCOMPARE(send->errors.value(0)->errorCode, u"Lost"_s);
        QCOMPARE(send->errors.value(0)->errorStatus, 404);
        const Operation *ping = model->operation(u"Ping");
        QVERIFY(ping->input == nullptr && ping->output == nullptr);
        QCOMPARE(ping->authType, u"none"_s);
        QVERIFY(model->operation(u"sendparcel") == nullptr);
    }

    void readsShapesInTheirOrder()
    {
        const ServiceModelPtr model = *ModelLibrary({models}).load(u"parcels");
        const Shape *input = model->operation(u"SendParcel")->input;
        QCOMPARE(input->members.value(0).name, u"Note"_s);
        QCOMPARE(input->members.value(0).documentation, u"<p>For the driver.</p>"_s);
        QVERIFY(!input->members.value(0).required);
        QVERIFY(input->member(u"To")->required);
        QCOMPARE(input->member(u"Express")->wireName(), u"Fast"_s);
        QCOMPARE(input->member(u"Speed")->shape->enumeration, QStringList({u"slow"_s, u"fast"_s}));
        QVERIFY(input->member(u"Pin")->shape->sensitive);
        QVERIFY(input->member(u"FlatStamps")->flattened);
        QVERIFY(input->member(u"Token")->idempotencyToken);
        QCOMPARE(input->member(u"Count")->shape->maximum, std::optional<double>(10));
        QVERIFY(input->member(u"Nothing") == nullptr);
    }

    void recursiveShapesPointToThemselves()
    {
        const ServiceModelPtr model = *ModelLibrary({models}).load(u"parcels");
        const Shape *address = model->shape(u"Address");
        QCOMPARE(address->member(u"CareOf")->shape, address);
    }

    void readsWhatEndpointRulesAskFor()
    {
        const QByteArray json = "{\"metadata\":{},\"operations\":{\"Put\":{\"input\":{\"shape\":\"In\"},"
                                "\"staticContextParams\":{\"Control\":{\"value\":true},\"Kind\":{\"value\":\"data\"}},"
                                "\"operationContextParams\":{\"Keys\":{\"path\":\"Items[*].Key\"}}}},"
                                "\"shapes\":{\"In\":{\"type\":\"structure\",\"members\":{\"Box\":{\"shape\":\"Text\","
                                "\"contextParam\":{\"name\":\"Bucket\"}}}},\"Text\":{\"type\":\"string\"}}}";
        const ServiceModelPtr model = *ServiceModel::fromValue(u"x"_s, *Json::read(json), u"/a/service-2.json"_s);
        const Operation *put = model->operation(u"Put");
        QCOMPARE(put->input->member(u"Box")->contextParam, u"Bucket"_s);
        QVERIFY(put->staticContextParams["Control"].isTrue());
        QCOMPARE(put->staticContextParams["Kind"].string(), u"data"_s);
        QCOMPARE(put->operationContextParams.value(u"Keys"_s), u"Items[*].Key"_s);
        QCOMPARE(model->path(), u"/a/service-2.json"_s);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("where");
        QTest::newRow("no model") << QByteArray("[1]") << u"no service model"_s << QString();
        QTest::newRow("missing shape") << QByteArray(R"({"metadata":{},"operations":{"A":{"input":{"shape":"B"}}}})")
                                       << u"no shape \"B\""_s << u"/operations/A/input"_s;
        QTest::newRow("unknown type") << QByteArray(R"({"metadata":{},"operations":{},"shapes":{"B":{"type":"tree"}}})")
                                      << u"unknown type \"tree\""_s << u"/shapes/B"_s;
        QTest::newRow("list without items")
            << QByteArray(R"({"metadata":{},"operations":{},"shapes":{"B":{"type":"list"}}})") << u"no shape"_s
            << u"/shapes/B/member"_s;
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, message);
        QFETCH(QString, where);
        const Error error = errorOf(json);
        QVERIFY2(error.message.contains(message), qPrintable(error.text()));
        QCOMPARE(error.where, where);
        QCOMPARE(error.code, ErrorCode::Invalid);
    }
};

PLUGBOARD_TEST(tst_ServiceModel)
#include "tst_servicemodel.moc"
