package florin.journal.web.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class InputRulesTests {

  private static void refused(Function<String, ?> rule, String... values) {
    for (String value : values) {
      assertThatThrownBy(() -> rule.apply(value))
          .as("%s", DisplayedValue.of(value))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("(expected: ");
    }
  }

  @Test
  void textHasNoControlCharacterAndNoHalfOfASurrogatePair() {
    for (String fine : List.of("", "a", " a ", "é", "e\u0301", "👩‍👩‍👧", "\u202eabc", "\uffff")) {
      assertThat(InputRules.text(fine)).isEqualTo(fine);
    }
    refused(InputRules::text, "\0", "a\0b", "\u0001", "a\tb", "a\nb", "\u007f", "\u0085");
    refused(InputRules::text, "\ud83d", "\ude00\ud83d", "a\udc00b", "x".repeat(4_001));
    assertThat(InputRules.text("a\tb\r\nc", 10, true)).isEqualTo("a\tb\r\nc");
    refused(text -> InputRules.text(text, 10, true), "\0", "\u000b", "\ud83d", "x".repeat(11));
  }

  @Test
  void datesAreIsoCalendarDatesOfFourDigitYears() {
    assertThat(InputRules.date("1900-01-01")).isEqualTo(LocalDate.of(1900, 1, 1));
    assertThat(InputRules.date("9999-12-31")).isEqualTo(LocalDate.of(9999, 12, 31));
    refused(
        InputRules::date,
        "1899-12-31",
        "0000-01-01",
        "+10000-01-01",
        "-0001-01-01",
        "2026-02-30",
        "2026-1-1",
        "20260101",
        "1/31/26",
        "2026-01-31T00:00:00Z",
        "２０２６-01-31",
        "2026-01-31 ",
        "");
  }

  @Test
  void instantsAreOfTheSameYears() {
    assertThat(InputRules.instant("2026-01-31T12:00:00.5+01:00"))
        .isEqualTo(Instant.parse("2026-01-31T11:00:00.5Z"));
    refused(
        InputRules::instant,
        "1899-12-31T23:59:59Z",
        "9999-12-31T23:59:59-01:00",
        "+1000000000-12-31T23:59:59Z",
        "2026-01-31T12:00:00",
        "2026-01-31",
        "1769860800",
        "2026-01-31t12:00:00z");
  }

  @Test
  void amountsAreDecimalDigitsBelowTenToTheThirteenth() {
    assertThat(InputRules.amount("-9999999999999.9999999999"))
        .isEqualByComparingTo("-9999999999999.9999999999");
    assertThat(InputRules.amount("0.00")).isEqualByComparingTo("0");
    refused(
        InputRules::amount,
        "10000000000000",
        "-10000000000000.00",
        "1e3",
        "1e999999",
        "1E-999999",
        "+5",
        ".5",
        "5.",
        "1,5",
        "١٢",
        "１２",
        "0x5",
        "NaN",
        "Infinity",
        "-",
        "",
        " 5",
        "9".repeat(100_000));
    refused(text -> InputRules.money(text, "USD"), "0.00000000001");
    refused(code -> InputRules.money("1", code), "", " ", "U\0D", "x".repeat(17));
  }

  @Test
  void wholeNumbersAreDecimalDigits() {
    assertThat(InputRules.integer("-2147483648")).isEqualTo(Integer.MIN_VALUE);
    refused(
        InputRules::integer,
        "2147483648",
        "0x5",
        "#5",
        "+5",
        "５",
        " 5",
        "5 ",
        "",
        "5.0",
        "1e1",
        "1_0");
  }

  @Test
  void identifiersHaveThirtySixCharacters() {
    UUID id = UUID.randomUUID();
    assertThat(InputRules.uuid(id.toString())).isEqualTo(id);
    refused(
        InputRules::uuid,
        "1-1-1-1-1",
        "",
        id.toString().replace("-", ""),
        "{" + id + "}",
        id + " ");
  }

  @Test
  void truthValuesAreTwoWords() {
    assertThat(InputRules.truth("true")).isTrue();
    refused(InputRules::truth, "TRUE", "yes", "on", "1", "0", "", " false");
  }

  @Test
  void holdForParametersByTheirTypes() {
    for (Class<?> type :
        List.of(
            Integer.class,
            LocalDate.class,
            Instant.class,
            Boolean.class,
            boolean.class,
            UUID.class,
            java.math.BigDecimal.class)) {
      refused(
          given -> {
            ParameterRules.demand(type, given);
            return given;
          },
          "0x5",
          "+5",
          "５",
          "1/31/26",
          "yes",
          "1-1-1-1-1",
          "1e5");
    }
    refused(
        given -> {
          ParameterRules.demand(String.class, given);
          return given;
        },
        "a\0b");
  }
}
