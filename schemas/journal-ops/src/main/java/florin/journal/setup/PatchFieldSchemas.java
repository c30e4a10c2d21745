package florin.journal.setup;

import com.fasterxml.jackson.databind.JavaType;
import florin.journal.web.PatchField;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Describes a field of a PATCH body as what it holds: on the wire there is no wrapper. */
final class PatchFieldSchemas implements ModelConverter {

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
    return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
  }
}
