package florin.journal.web;

import florin.journal.web.field.FieldChecks;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/**
 * A field of a PATCH body: left out, cleared with {@code null}, or given. A field that can be
 * cleared is declared with a nullable type, {@code PatchField<@Nullable String>}; the OpenAPI
 * document follows from that.
 *
 * @param present whether the body has the field at all
 * @param value empty if it is null there
 */
public record PatchField<T extends @Nullable Object>(boolean present, Optional<T> value) {

  public static <T> PatchField<T> absent() {
    return new PatchField<>(false, Optional.empty());
  }

  public static <T> PatchField<T> of(@Nullable T value) {
    return new PatchField<>(true, Optional.ofNullable(value));
  }

  /**
   * The value, or the current one if the field is left out.
   *
   * @param field its path in the body, for the refusal of null
   */
  public T orCurrent(T current, String field) {
    return present ? required(field) : current;
  }

  /** The value, nothing if it is null in the body, or the current one if it is left out. */
  public Optional<T> orCleared(Optional<T> current) {
    return present ? value : current;
  }

  /** The value of a field that cannot be cleared. */
  public T required(String field) {
    return value.orElseThrow(
        () -> FieldChecks.invalid(field, field + ": null (expected: a value, or no such field)"));
  }

  /** Reads the three cases; Jackson distinguishes them. */
  static final class Reader extends ValueDeserializer<PatchField<?>> {

    private final @Nullable ValueDeserializer<?> value;

    Reader() {
      this(null);
    }

    private Reader(@Nullable ValueDeserializer<?> value) {
      this.value = value;
    }

    /** Required for the values of a body that is itself a map or a list. */
    @Override
    public Class<?> handledType() {
      return PatchField.class;
    }

    /** The value is read as the field's own would be: with the annotations of the field. */
    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      JavaType field = property == null ? context.getContextualType() : property.getType();
      return new Reader(
          context.findContextualValueDeserializer(field.containedTypeOrUnknown(0), property));
    }

    @Override
    public PatchField<?> deserialize(JsonParser in, DeserializationContext context) {
      return PatchField.of(Objects.requireNonNull(value).deserialize(in, context));
    }

    @Override
    public PatchField<?> getNullValue(DeserializationContext context) {
      return PatchField.of(null);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return PatchField.absent();
    }
  }
}
