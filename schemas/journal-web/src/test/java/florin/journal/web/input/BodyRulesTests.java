package florin.journal.web.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.events.Money;
import florin.journal.web.JsonModule;
import florin.journal.web.PatchField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

class BodyRulesTests {

  record Body(
      @Nullable String name,
      @Nullable @Text(max = 20, multiLine = true) String note,
      @Nullable LocalDate date,
      @Nullable Instant at,
      @Nullable UUID id,
      @Nullable Boolean hidden,
      @Nullable BigDecimal least,
      @Nullable Money amount,
      @Nullable List<UUID> ids,
      @Nullable List<Body> parts,
      @Text(max = 20, multiLine = true) PatchField<String> text,
      PatchField<LocalDate> day,
      PatchField<List<String>> tags) {}

  private static final JsonMapper JSON =
      BodyRules.of(JsonMapper.builder().addModule(new JsonModule()).build());

  private static final String MONEY = "{\"amount\":\"1.5\",\"currency\":\"USD\"}";

  private static Body read(String json) {
    return JSON.readValue(json, Body.class);
  }

  private static void refused(String... bodies) {
    for (String body : bodies) {
      assertThatThrownBy(() -> read(body)).as(body).isInstanceOf(JacksonException.class);
    }
  }

  @Test
  void takeEveryValueInTheTypeOfItsField() {
    UUID id = UUID.randomUUID();
    Body body =
        read(
            """
            {"name":"a","note":"a\\nb","date":"2026-01-31","at":"2026-01-31T12:00:00Z","id":"%s",
             "hidden":true,"least":-5.25,"amount":{"amount":"1.5","currency":"USD"},"ids":["%s"],
             "parts":[{"name":"b"}],"text":"c\\td","day":null,"tags":["x"]}
            """
                .formatted(id, id));
    assertThat(body.name()).isEqualTo("a");
    assertThat(body.note()).isEqualTo("a\nb");
    assertThat(body.ids()).containsExactly(id);
    assertThat(body.least()).isEqualByComparingTo("-5.25");
    assertThat(body.amount()).isEqualTo(Money.of("1.5", "USD"));
    assertThat(body.text()).isEqualTo(PatchField.of("c\td"));
    assertThat(body.day()).isEqualTo(PatchField.of(null));
    assertThat(body.tags().value()).isEqualTo(Optional.of(List.of("x")));
    assertThat(read("{}").text()).isEqualTo(PatchField.absent());
  }

  @Test
  void refuseOtherTypes() {
    refused("{\"name\":5}", "{\"name\":true}", "{\"name\":[\"a\"]}", "{\"name\":{}}");
    refused("{\"date\":20260131}", "{\"date\":[2026,1,31]}", "{\"date\":\"2026-01-31T00:00:00Z\"}");
    refused("{\"at\":1769860800}", "{\"at\":1769860800.5}", "{\"at\":\"0001-01-01T00:00:00Z\"}");
    refused("{\"id\":\"1-1-1-1-1\"}", "{\"id\":\"" + "A".repeat(22) + "==\"}", "{\"id\":1}");
    refused("{\"hidden\":\"true\"}", "{\"hidden\":1}", "{\"hidden\":\"\"}");
    refused("{\"least\":1e999999}", "{\"least\":\"1e5\"}", "{\"least\":10000000000000}");
    refused("{\"day\":5}", "{\"text\":5}", "{\"tags\":\"x\"}", "{\"parts\":{}}", "{\"ids\":\"\"}");
    refused("{\"amount\":{\"amount\":1.5,\"currency\":\"USD\"}}", "{\"amount\":\"1.5 USD\"}");
    refused("{\"amount\":{\"amount\":\"10000000000000\",\"currency\":\"USD\"}}");
    refused("{\"amount\":{\"amount\":\"1\",\"currency\":\"U\\u0000D\"}}");
  }

  @Test
  void refuseTextThatCannotBeStored() {
    refused("{\"name\":\"a\\u0000\"}", "{\"name\":\"\\ud83d\"}", "{\"name\":\"a\\nb\"}");
    refused("{\"note\":\"a\\u0000\"}", "{\"note\":\"" + "x".repeat(21) + "\"}");
    refused("{\"text\":\"\\u000b\"}", "{\"tags\":[\"a\\u0000\"]}", "{\"tags\":[\"a\\nb\"]}");
    refused("{\"parts\":[{\"name\":\"\\udc00\"}]}");
  }

  @Test
  void refuseNullInListsAndAKeyTwice() {
    refused(
        "{\"ids\":[null]}", "{\"parts\":[null]}", "{\"tags\":[null]}", "{\"tags\":[\"a\",null]}");
    refused("{\"name\":\"a\",\"name\":\"b\"}", "{\"parts\":[{\"name\":\"a\",\"name\":\"a\"}]}");
    refused("{\"amount\":{\"amount\":\"1\",\"amount\":\"1\",\"currency\":\"USD\"}}");
    refused("{\"other\":1}", "{} {}", "[]", "\"a\"");
  }

  @Test
  void readABodyThatIsItselfAMapOrAList() {
    for (Object[] body :
        List.<Object[]>of(
            new Object[] {String.class, "\"a\"", "a"},
            new Object[] {BigDecimal.class, "\"1.5\"", new BigDecimal("1.5")},
            new Object[] {LocalDate.class, "\"2026-01-31\"", LocalDate.of(2026, 1, 31)},
            new Object[] {Money.class, MONEY, Money.of("1.5", "USD")},
            new Object[] {PatchField.class, "\"a\"", PatchField.of("a")},
            new Object[] {Object.class, "1", 1},
            new Object[] {Boolean.class, "true", true})) {
      Class<?> type = (Class<?>) body[0];
      ObjectReader map =
          JSON.readerFor(JSON.getTypeFactory().constructMapType(Map.class, String.class, type));
      ObjectReader list =
          JSON.readerFor(JSON.getTypeFactory().constructCollectionType(List.class, type));
      assertThat(map.<Object>readValue("{\"key\":" + body[1] + "}"))
          .isEqualTo(Map.of("key", body[2]));
      assertThat(list.<Object>readValue("[" + body[1] + "]")).isEqualTo(List.of(body[2]));
      assertThatThrownBy(() -> map.readValue("{\"key\":null}"))
          .isInstanceOf(JacksonException.class);
      assertThatThrownBy(() -> list.readValue("[null]")).isInstanceOf(JacksonException.class);
    }
  }
}
