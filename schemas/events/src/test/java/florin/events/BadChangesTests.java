package florin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of these would break a reader of yesterday or of tomorrow, and the gate says so. */
class BadChangesTests {

  private static final String SHIPPED =
      """
      {"type":"record","name":"Shown","namespace":"florin.events.test","fields":[
      {"name":"id","type":{"type":"string","logicalType":"uuid"}},
      {"name":"text","type":"string"},
      {"name":"count","type":"long"},
      {"name":"small","type":"int"},
      {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":28,"scale":10}},
      {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A","B"]}},
      {"name":"items","type":{"type":"array","items":"string"}},
      {"name":"rates","type":{"type":"map","values":"long"}},
      {"name":"part","type":{"type":"record","name":"Part","fields":[{"name":"size","type":"long"}]}},
      {"name":"note","type":["null","string"],"default":null},
      {"name":"either","type":["string","long"],"default":""},
      {"name":"day","type":["null",{"type":"int","logicalType":"date"}],"default":null},
      {"name":"limit","type":"int","default":10},
      {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}}]}
      """;

  /**
   * One change of the shipped schema's text.
   *
   * @param where the fault is found
   * @param avro whether Avro's own checker refuses it too
   */
  private record Change(String name, String from, String to, String where, boolean avro) {

    Schema schema() {
      assertThat(SHIPPED).as(name).contains(from);
      return parse(SHIPPED.replace(from, to));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }

  private static Change seen(String name, String from, String to) {
    return new Change(name, from, to, "Shown", true);
  }

  private static Change ours(String name, String from, String to, String where) {
    return new Change(name, from, to, where, false);
  }

  static Stream<Change> bad() {
    return Stream.of(
        seen("a field is renamed", "\"name\":\"text\"", "\"name\":\"title\""),
        seen(
            "a field is renamed with an alias",
            "\"name\":\"text\"",
            "\"name\":\"title\",\"aliases\":[\"text\"]"),
        seen("a field without default is removed", "{\"name\":\"count\",\"type\":\"long\"},", ""),
        seen(
            "a required field is added",
            "{\"name\":\"count\"",
            "{\"name\":\"more\",\"type\":\"long\"},{\"name\":\"count\""),
        seen(
            "long becomes int",
            "\"name\":\"count\",\"type\":\"long\"",
            "\"name\":\"count\",\"type\":\"int\""),
        seen(
            "int becomes long",
            "\"name\":\"small\",\"type\":\"int\"",
            "\"name\":\"small\",\"type\":\"long\""),
        seen(
            "long becomes string",
            "\"name\":\"count\",\"type\":\"long\"",
            "\"name\":\"count\",\"type\":\"string\""),
        ours(
            "string becomes bytes",
            "\"name\":\"text\",\"type\":\"string\"",
            "\"name\":\"text\",\"type\":\"bytes\"",
            "Shown.text: type"),
        seen("an enum symbol is removed", "[\"A\",\"B\"]", "[\"A\"]"),
        seen("an enum symbol is added without default", "[\"A\",\"B\"]", "[\"A\",\"B\",\"C\"]"),
        seen("an enum is renamed", "\"name\":\"Kind\"", "\"name\":\"Sort\""),
        seen("an array's items change", "\"items\":\"string\"", "\"items\":\"long\""),
        ours(
            "an array's items become bytes",
            "\"items\":\"string\"",
            "\"items\":\"bytes\"",
            "Shown.items[]: type"),
        seen("a map's values change", "\"values\":\"long\"", "\"values\":\"string\""),
        seen("a branch of a union is removed", "[\"string\",\"long\"]", "[\"string\"]"),
        seen(
            "a branch of a union is added",
            "[\"string\",\"long\"]",
            "[\"string\",\"long\",\"boolean\"]"),
        seen(
            "a field becomes nullable",
            "\"name\":\"text\",\"type\":\"string\"",
            "\"name\":\"text\",\"type\":[\"null\",\"string\"],\"default\":null"),
        ours(
            "the scale of a decimal changes", "\"scale\":10", "\"scale\":4", "Shown.amount: scale"),
        ours(
            "the precision of a decimal changes",
            "\"precision\":28",
            "\"precision\":38",
            "Shown.amount: precision"),
        ours(
            "a decimal becomes plain bytes",
            ",\"logicalType\":\"decimal\",\"precision\":28,\"scale\":10",
            "",
            "Shown.amount: logicalType"),
        ours(
            "the unit of a timestamp changes",
            "timestamp-millis",
            "timestamp-micros",
            "Shown.at: logicalType"),
        ours(
            "a uuid becomes a plain string",
            ",\"logicalType\":\"uuid\"",
            "",
            "Shown.id: logicalType"),
        ours(
            "a date in a union becomes a number of something",
            "{\"type\":\"int\",\"logicalType\":\"date\"}",
            "\"int\"",
            "Shown.day|int: logicalType"),
        ours(
            "a nested record moves to another namespace",
            "\"name\":\"Part\"",
            "\"name\":\"Part\",\"namespace\":\"florin.events.other\"",
            "Shown.part: name"),
        ours(
            "a default changes its meaning",
            "\"default\":10",
            "\"default\":20",
            "Shown.limit: default"),
        ours("a default is taken away", ",\"default\":10", "", "Shown.limit: default"),
        new Change(
            "the event is renamed",
            "\"name\":\"Shown\"",
            "\"name\":\"Displayed\"",
            "florin.events.test.Shown: gone",
            true),
        new Change(
            "the event moves to another namespace",
            "florin.events.test",
            "florin.events.other",
            "florin.events.test.Shown: gone",
            false));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void isRefused(Change change) {
    Schema shipped = parse(SHIPPED);
    Schema today = change.schema();
    assertThat(ContractGate.faults(List.of(today), List.of(shipped)))
        .anyMatch(fault -> fault.contains(change.where()));
    boolean avro =
        ContractGate.compatible(today, shipped) && ContractGate.compatible(shipped, today);
    assertThat(avro).as("Avro alone lets it through").isNotEqualTo(change.avro());
  }

  static Stream<Change> good() {
    return Stream.of(
        seen(
            "an optional field is added",
            "{\"name\":\"count\"",
            "{\"name\":\"more\",\"type\":[\"null\",\"long\"],\"default\":null},{\"name\":\"count\""),
        seen(
            "a field with a default is removed",
            "{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null},",
            ""),
        seen("a default is added", "\"name\":\"small\"", "\"name\":\"small\",\"default\":0"),
        seen("something is explained", "\"name\":\"small\"", "\"name\":\"small\",\"doc\":\"!\""));
  }

  @ParameterizedTest
  @MethodSource("good")
  void isAllowed(Change change) {
    assertThat(ContractGate.faults(List.of(change.schema()), List.of(parse(SHIPPED)))).isEmpty();
  }

  /** Each step is good, the whole way is not: comparing with the last version is not enough. */
  @Test
  void isRefusedByAnyVersionEverShipped() {
    String field = "{\"name\":\"extra\",\"type\":\"int\"%s},{\"name\":\"count\"";
    Schema first = parse(SHIPPED);
    Schema second =
        parse(SHIPPED.replace("{\"name\":\"count\"", field.formatted(",\"default\":0")));
    Schema third = parse(SHIPPED.replace("{\"name\":\"count\"", field.formatted("")));
    assertThat(ContractGate.compatible(third, second)).isTrue();
    assertThat(ContractGate.compatible(second, third)).isTrue();
    assertThat(ContractGate.faults(List.of(third), List.of(first)))
        .anyMatch(fault -> fault.contains("not readable by today's schema"));
    assertThat(ContractGate.faults(List.of(third), List.of(first, second))).hasSizeGreaterThan(1);
    assertThat(ContractGate.faults(List.of(second), List.of(first, second))).isEmpty();
  }
}
