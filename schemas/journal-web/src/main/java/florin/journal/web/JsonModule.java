package florin.journal.web;

import florin.events.Money;
import florin.journal.web.input.InputRules;
import florin.journal.web.input.InvalidInput;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Money on the wire: {@code {"amount":"-12.34","currency":"USD"}}, the amount a decimal string and
 * never a float.
 */
public final class JsonModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  public JsonModule() {
    super("florin");
    addSerializer(Money.class, new MoneyWriter());
    addDeserializer(Money.class, new MoneyReader());
    addDeserializer(PatchField.class, new PatchField.Reader());
  }

  private static final String SHAPE =
      "not money (expected: {\"amount\":\"-12.34\",\"currency\":\"USD\"}, the amount a decimal"
          + " string)";

  private static final class MoneyWriter extends ValueSerializer<Money> {
    @Override
    public void serialize(Money money, JsonGenerator out, SerializationContext context) {
      out.writeStartObject(money);
      out.writeStringProperty("amount", money.amount().toPlainString());
      out.writeStringProperty("currency", money.currency().code());
      out.writeEndObject();
    }
  }

  private static final class MoneyReader extends ValueDeserializer<Money> {

    private static final Set<String> FIELDS = Set.of("amount", "currency");

    /** Required for the values of a body that is itself a map or a list. */
    @Override
    public Class<?> handledType() {
      return Money.class;
    }

    @Override
    public Money deserialize(JsonParser in, DeserializationContext context) {
      JsonNode money = context.readTree(in);
      // A JSON number has been through a float somewhere: only text is exact.
      if (!money.isObject()
          || !Set.copyOf(money.propertyNames()).equals(FIELDS)
          || !money.get("amount").isString()
          || !money.get("currency").isString()) {
        return context.reportInputMismatch(Money.class, SHAPE);
      }
      try {
        return InputRules.money(
            money.get("amount").stringValue(), money.get("currency").stringValue());
      } catch (InvalidInput invalid) {
        throw MismatchedInputException.from(in, Money.class, invalid.detail());
      }
    }

    /** An absent field stays absent; the request decides whether that is allowed. */
    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }

    @Override
    public Money getNullValue(DeserializationContext context) {
      return context.reportInputMismatch(Money.class, SHAPE);
    }
  }
}
