package florin.providersync.plaid.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The JSON mapper for Plaid. Plaid adds fields without notice, which Florin's own bodies do not
 * allow, hence a mapper of its own. The text is untrusted, hence limits of depth (stack), tokens
 * (memory) and digits (time).
 */
public final class PlaidJson {

  /** Plaid's deepest answer has 7 levels. */
  private static final int DEEPEST = 32;

  /** A page of 500 rich transactions has 60,000. */
  private static final int MOST_TOKENS = 1_000_000;

  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final JsonMapper json;

  public PlaidJson(long largest) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxDocumentLength(largest)
            .maxNestingDepth(DEEPEST)
            .maxTokenCount(MOST_TOKENS)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNameLength(LONGEST_NAME)
            .maxStringLength(LONGEST_TEXT)
            .build();
    this.json =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS) // a bank's text is passed on
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(AccessTokenJson.module())
            .addModule(
                new SimpleModule("values")
                    .addDeserializer(LocalDate.class, new Dates())
                    .addDeserializer(String.class, new Texts()))
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
  }

  /** A date only: no number of days, no list of parts, no instant. */
  private static final class Dates extends ValueDeserializer<LocalDate> {
    @Override
    public @Nullable LocalDate deserialize(JsonParser in, DeserializationContext context) {
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        return (LocalDate) context.handleUnexpectedToken(LocalDate.class, in);
      }
      try {
        return LocalDate.parse(in.getString());
      } catch (DateTimeParseException noDate) {
        return (LocalDate)
            context.handleWeirdStringValue(LocalDate.class, in.getString(), "not a date");
      }
    }
  }

  private static final class Texts extends ValueDeserializer<String> {
    @Override
    public @Nullable String deserialize(JsonParser in, DeserializationContext context) {
      return in.hasToken(JsonToken.VALUE_STRING)
          ? ProviderText.storable(in.getString())
          : (String) context.handleUnexpectedToken(String.class, in);
    }
  }

  public byte[] write(Object request) {
    return json.writeValueAsBytes(request);
  }

  /**
   * @throws ProviderFailure {@code RETRY} if it is no JSON or only a part of it, which another
   *     answer may not be; {@code UNFIT} if it is JSON that no answer should be
   */
  public <T> T read(byte[] body, Class<T> type, String path) {
    if (body.length == 0) {
      throw new ProviderFailure(FailureType.RETRY, "UNREADABLE", path + " answered nothing");
    }
    try {
      @Nullable T answer = parse(body, type);
      if (answer == null) {
        throw new ProviderFailure(FailureType.UNFIT, "UNEXPECTED_ANSWER", path + " answered null");
      }
      return answer;
    } catch (StreamReadException broken) {
      throw new ProviderFailure(
          FailureType.RETRY, "UNREADABLE", path + " answered unreadable JSON");
    } catch (JacksonException odd) {
      throw new ProviderFailure(
          FailureType.UNFIT,
          "UNEXPECTED_ANSWER",
          path + " answered something unexpected at /" + pointer(odd));
    }
  }

  /** Bytes that are no UTF-8 are replaced: the same page would have them again for ever. */
  private <T> @Nullable T parse(byte[] body, Class<T> type) {
    try {
      return json.readValue(body, type);
    } catch (StreamReadException broken) {
      String text = new String(body, StandardCharsets.UTF_8);
      if (text.indexOf('\uFFFD') < 0) {
        throw broken;
      }
      return json.readValue(text, type);
    }
  }

  /** The path of the fault, never its value: that could be a token. */
  private static String pointer(JacksonException odd) {
    return odd.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getPropertyName())
        .collect(Collectors.joining("/"));
  }
}
