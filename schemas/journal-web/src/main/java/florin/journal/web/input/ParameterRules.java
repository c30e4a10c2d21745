package florin.journal.web.input;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Applies the rules to query parameters and path segments. Spring converts what passed them: its
 * own conversions are wider, and fall back to even wider ones when a registered one refuses.
 */
public final class ParameterRules {

  private static final Map<Class<?>, Function<String, ?>> RULES =
      Map.of(
          Integer.class, InputRules::integer,
          Boolean.class, InputRules::truth,
          boolean.class, InputRules::truth,
          UUID.class, InputRules::uuid,
          BigDecimal.class, InputRules::amount,
          LocalDate.class, InputRules::date,
          Instant.class, InputRules::instant);

  private ParameterRules() {}

  /**
   * Checks one value.
   *
   * @param type as the handler takes it; what has no rule of its own is text
   * @throws InvalidInput if it breaks the rule
   */
  public static void demand(Class<?> type, String given) {
    var _ = RULES.getOrDefault(type, InputRules::text).apply(given);
  }
}
