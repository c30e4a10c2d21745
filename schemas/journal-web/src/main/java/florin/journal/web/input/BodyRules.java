package florin.journal.web.input;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Applies the rules to JSON bodies: every value has exactly the JSON type of its field, a key
 * occurs once in an object, and no list has a null in it.
 */
public final class BodyRules {

  private static final Set<JsonToken> STRING = Set.of(JsonToken.VALUE_STRING);
  private static final Set<JsonToken> DECIMAL =
      Set.of(JsonToken.VALUE_STRING, JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);

  private BodyRules() {}

  /** The mapper of a service, for bodies of requests only. */
  public static JsonMapper of(JsonMapper mapper) {
    return mapper
        .rebuild()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .changeDefaultNullHandling(_ -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .addModule(module())
        .build();
  }

  private static SimpleModule module() {
    return new SimpleModule("florin-request")
        .addDeserializer(String.class, new TextReader(InputRules.LONGEST_TEXT, false))
        .addDeserializer(UUID.class, reader(UUID.class, InputRules.IDENTIFIER, InputRules::uuid))
        .addDeserializer(
            LocalDate.class, reader(LocalDate.class, InputRules.DATE, InputRules::date))
        .addDeserializer(
            Instant.class, reader(Instant.class, InputRules.INSTANT, InputRules::instant))
        .addDeserializer(
            BigDecimal.class,
            new Reader<>(BigDecimal.class, DECIMAL, InputRules.AMOUNT, InputRules::amount));
  }

  private static <T> Reader<T> reader(Class<T> type, String expected, Function<String, T> rule) {
    return new Reader<>(type, STRING, expected, rule);
  }

  private static MismatchedInputException refused(JsonParser in, Class<?> type, String detail) {
    return MismatchedInputException.from(in, type, detail);
  }

  private static String kind(@Nullable JsonToken token) {
    return token == null
        ? "nothing"
        : switch (token) {
          case START_ARRAY -> "a list";
          case START_OBJECT -> "an object";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          case VALUE_TRUE, VALUE_FALSE -> "a truth value";
          default -> token.name();
        };
  }

  private static final class Reader<T> extends ValueDeserializer<T> {

    private final Class<T> type;
    private final Set<JsonToken> tokens;
    private final String expected;
    private final Function<String, T> rule;

    Reader(Class<T> type, Set<JsonToken> tokens, String expected, Function<String, T> rule) {
      this.type = type;
      this.tokens = tokens;
      this.expected = expected;
      this.rule = rule;
    }

    /** Required for the values of a body that is itself a map or a list. */
    @Override
    public Class<?> handledType() {
      return type;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) {
      if (!tokens.contains(in.currentToken())) {
        throw refused(in, type, kind(in.currentToken()) + " (expected: " + expected + ")");
      }
      try {
        return rule.apply(in.getString());
      } catch (InvalidInput invalid) {
        throw refused(in, type, invalid.detail());
      }
    }
  }

  private static final class TextReader extends ValueDeserializer<String> {

    private final int longest;
    private final boolean multiLine;

    TextReader(int longest, boolean multiLine) {
      this.longest = longest;
      this.multiLine = multiLine;
    }

    /** Required for the values of a body that is itself a map or a list. */
    @Override
    public Class<?> handledType() {
      return String.class;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      Text rule = property == null ? null : property.getAnnotation(Text.class);
      return rule == null ? this : new TextReader(rule.max(), rule.multiLine());
    }

    @Override
    public String deserialize(JsonParser in, DeserializationContext context) {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        throw refused(in, String.class, kind(in.currentToken()) + " (expected: text)");
      }
      try {
        return InputRules.text(in.getString(), longest, multiLine);
      } catch (InvalidInput invalid) {
        throw refused(in, String.class, invalid.detail());
      }
    }
  }
}
