package florin.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** One deterministic value of any event schema, with every optional field present. */
final class Samples {

  private Samples() {}

  static byte[] encoded(Schema schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<Object>(schema).write(value(schema), encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Object value(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.name(), value(field.schema())));
        yield record;
      }
      case UNION -> value(schema.getTypes().getLast());
      case ARRAY -> new GenericData.Array<>(schema, List.of(value(schema.getElementType())));
      case STRING ->
          schema.getLogicalType() != null
              ? new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0001L).toString()
              : "Ünïcode – 名前";
      case BYTES ->
          schema.getLogicalType() instanceof LogicalTypes.Decimal
              ? ByteBuffer.wrap(new BigInteger("-123400000001").toByteArray())
              : ByteBuffer.wrap("hash".getBytes(StandardCharsets.UTF_8));
      case INT -> 20_000;
      case LONG -> 1_767_225_600_123L;
      case BOOLEAN -> true;
      case NULL, ENUM, MAP, FIXED, FLOAT, DOUBLE ->
          throw new IllegalArgumentException(
              "type: " + schema.getType() + " (expected: not in our events)");
    };
  }
}
