package florin.journal.web;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
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
    addDeserializer(Field.class, new Field.Reader());
  }

  private record MoneyJson(String amount, String currency) {}

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
    @Override
    public Money deserialize(JsonParser in, DeserializationContext context) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        return (Money) context.handleUnexpectedToken(context.constructType(Money.class), in);
      }
      MoneyJson json = context.readValue(in, MoneyJson.class);
      if (json.amount() == null || json.currency() == null) {
        return context.reportInputMismatch(
            Money.class, "money (expected: {\"amount\":\"-12.34\",\"currency\":\"USD\"})");
      }
      try {
        return new Money(new BigDecimal(json.amount()), new CurrencyCode(json.currency()));
      } catch (NumberFormatException none) {
        return (Money)
            context.handleWeirdStringValue(BigDecimal.class, json.amount(), "not a decimal");
      } catch (IllegalArgumentException unfit) {
        return context.reportInputMismatch(Money.class, unfit.getMessage());
      }
    }
  }
}
