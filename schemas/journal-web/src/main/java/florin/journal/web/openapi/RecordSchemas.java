package florin.journal.web.openapi;

import com.fasterxml.jackson.databind.JavaType;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Names the schemas of records, and notes the record of each name. A field of a PATCH body has the
 * schema of its value; money is one schema for all.
 */
final class RecordSchemas implements ModelConverter {

  static final String SCHEMAS = "#/components/schemas/";

  private static final String PACKAGE = "florin.";

  // Of the whole JVM, as swagger-core's converters are: the document of one application context may
  // be made by the converter of another one.
  private static final Map<String, Class<?>> RECORDS = new ConcurrentHashMap<>();

  /** The records that were resolved so far, by the name of their schema. */
  Map<String, Class<?>> records() {
    return Map.copyOf(RECORDS);
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    JavaType java = Json.mapper().constructType(type.getType());
    if (java != null && java.hasRawClass(PatchField.class)) {
      return context.resolve(
          new AnnotatedType(java.containedTypeOrUnknown(0))
              .ctxAnnotations(type.getCtxAnnotations())
              .resolveAsRef(type.isResolveAsRef())
              .schemaProperty(type.isSchemaProperty())
              .propertyName(type.getPropertyName())
              .parent(type.getParent()));
    }
    if (java != null && java.hasRawClass(Money.class)) {
      context.defineModel("Money", money());
      return new JsonSchema().$ref(SCHEMAS + "Money");
    }
    if (java != null && java.hasRawClass(CurrencyCode.class)) {
      return currency();
    }
    if (java != null && java.hasRawClass(JsonNode.class)) {
      JsonSchema any = new JsonSchema();
      any.setTypes(Set.of("object"));
      any.setAdditionalProperties(true);
      return any;
    }
    if (java != null && isRecord(java.getRawClass())) {
      String name = name(java);
      RECORDS.put(name, java.getRawClass());
      type.name(name);
    }
    return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
  }

  private static boolean isRecord(Class<?> type) {
    return type.isRecord() && type.getName().startsWith(PACKAGE);
  }

  private static String name(JavaType type) {
    return type.hasRawClass(Page.class)
        ? name(type.containedTypeOrUnknown(0)) + "Page"
        : name(type.getRawClass());
  }

  /**
   * The name that its annotation gives, or the name of the class without the suffix of responses. A
   * record nested in another one, but not in an API, is named after both.
   */
  static String name(Class<?> type) {
    io.swagger.v3.oas.annotations.media.@Nullable Schema declared =
        type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    if (declared != null && !declared.name().isEmpty()) {
      return declared.name();
    }
    String own = type.getSimpleName();
    String name =
        own.endsWith("Response") ? own.substring(0, own.length() - "Response".length()) : own;
    Class<?> outer = type.getEnclosingClass();
    if (outer == null || !outer.isRecord()) {
      return name;
    }
    String prefix = name(outer);
    return name.contains(prefix) ? name : prefix + name;
  }

  private static JsonSchema money() {
    JsonSchema amount = text("Decimal number; negative is money out, positive is money in.");
    amount.setPattern("^-?[0-9]+(\\.[0-9]+)?$");
    amount.setExample("12.34");
    JsonSchema money = new JsonSchema();
    money.setTypes(Set.of("object"));
    money.setName("Money");
    money.setDescription("An exact amount in a currency.");
    money.addProperty("amount", amount);
    money.addProperty("currency", currency());
    money.addRequiredItem("amount");
    money.addRequiredItem("currency");
    money.setAdditionalProperties(false);
    return money;
  }

  private static JsonSchema currency() {
    JsonSchema currency = text("ISO 4217 code, or the code of an unofficial currency.");
    currency.setMinLength(1);
    currency.setMaxLength(16);
    currency.setExample("USD");
    return currency;
  }

  private static JsonSchema text(String description) {
    JsonSchema text = new JsonSchema();
    text.setTypes(Set.of("string"));
    text.setDescription(description);
    return text;
  }
}
