package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CanonicalNameTests {

  private static void same(String... names) {
    assertThat(List.of(names))
        .extracting(CanonicalName::of)
        .containsOnly(CanonicalName.of(names[0]));
  }

  private static void different(String... names) {
    assertThat(List.of(names)).extracting(CanonicalName::of).doesNotHaveDuplicates();
  }

  private static void namesThatLookTheSameAreTheSame() {
    same(
        "Groceries",
        " groceries ",
        "GROCERIES",
        "Groceries\u00a0",
        "\u3000Groceries\t\n",
        "Gro\u200bceries",
        "\ufeffGro\u00adceries\u200e",
        "Gro\u0001ceries",
        "Ｇroceries");
    same("Eating  out", "eating out", "eating\u00a0\u2003out", "eating\nout", "eating \u200b out");
    same("Caf\u00e9", "Cafe\u0301", "CAFÉ", "Cafe\u200d\u0301");
    same("Straße", "STRASSE", "strasse", "STRAẞE");
    same("İstanbul", "istanbul", "ISTANBUL", "ıstanbul", "I\u0307stanbul");
    same("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ");
    same("❤️ Gifts", "❤ gifts");
  }

  private static void differentNamesStayDifferent() {
    different("Food", "Foods", "Fo od", "Food 2", "Food & drink", "Food and drink", "Café", "Cafe");
  }

  @Test
  void c25NamesThatLookTheSameAreTheSame() {
    namesThatLookTheSameAreTheSame();
    differentNamesStayDifferent();
  }

  @Test
  void c25TheLocaleOfTheServerChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("tr", "az", "lt", "el")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        namesThatLookTheSameAreTheSame();
        differentNamesStayDifferent();
        assertThat(CanonicalName.of("TITLE I")).isEqualTo("title i");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aNameOfWhichNothingIsDrawnHasAnEmptyForm() {
    for (String name :
        List.of("", "  ", "\u200b", "\u00a0\u2060\ufeff", "\u3164", "\u2800", "\t\u0007")) {
      assertThat(CanonicalName.of(name)).isEmpty();
    }
  }

  @Test
  void aNameIsShownAsItWasSentWithoutBlanksAtItsEnds() {
    assertThat(CanonicalName.trimmed("\u00a0\u3000 Caf\u00e9  de\u200b Paris\n\u2003"))
        .isEqualTo("Caf\u00e9  de\u200b Paris");
    assertThat(CanonicalName.trimmed(" \u00a0 ")).isEmpty();
  }

  @Test
  void theFormOfAFormIsItself() {
    for (String name :
        List.of("İ\u0301stanbul", "ﬁve ½ ＡＢＣ", "I\u0307\u0307", "e\u200b\u0301 \u2800 x")) {
      String form = CanonicalName.of(name);
      assertThat(CanonicalName.of(form)).isEqualTo(form);
    }
  }
}
