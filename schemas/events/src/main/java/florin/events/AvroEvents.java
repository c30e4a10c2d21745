package florin.events;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Events as bytes. The journal keeps the bare Avro binary with its fingerprint in a column; a topic
 * carries the same bytes behind Avro's single-object header ({@code C3 01} and the little-endian
 * fingerprint; Avro specification, "Single object encoding"). Safe for concurrent use.
 */
public final class AvroEvents {

  private static final int HEADER = 10;
  private static final byte MARKER_1 = (byte) 0xC3;
  private static final byte MARKER_2 = 0x01;
  private static final Map<Schema, Long> FINGERPRINTS = new ConcurrentHashMap<>();
  private static final Map<String, SpecificDatumWriter<SpecificRecord>> WRITERS =
      new ConcurrentHashMap<>();
  private static final Map<Long, SpecificDatumReader<SpecificRecord>> READERS =
      new ConcurrentHashMap<>();

  static {
    // Avro creates only classes of trusted packages.
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getName().startsWith(AvroEvents.class.getPackageName() + ".")));
  }

  private AvroEvents() {}

  /** The fingerprint of the schema the record's class was made from. */
  public static long fingerprint(SpecificRecord event) {
    return FINGERPRINTS.computeIfAbsent(event.getSchema(), EventSchemas::fingerprint);
  }

  /** The bare binary of an event. */
  public static byte[] encode(SpecificRecord event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer(event).write(event, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /**
   * Reads a bare binary that was written with the schema of this fingerprint as today's class of
   * the same full name.
   *
   * @throws UnreadableEvent if the fingerprint is unknown or the bytes do not fit it exactly
   */
  public static SpecificRecord decode(long fingerprint, byte[] payload) {
    return decode(fingerprint, payload, 0);
  }

  /** Puts the single-object header before a bare binary. */
  public static byte[] frame(long fingerprint, byte[] payload) {
    return ByteBuffer.allocate(HEADER + payload.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MARKER_1)
        .put(MARKER_2)
        .putLong(fingerprint)
        .put(payload)
        .array();
  }

  /**
   * Reads the bytes of {@link #frame}.
   *
   * @throws UnreadableEvent if the header, the fingerprint or the bytes are not those of an event
   */
  public static SpecificRecord unframe(byte[] framed) {
    OptionalLong fingerprint = framedFingerprint(framed);
    if (fingerprint.isEmpty()) {
      throw new UnreadableEvent(
          "value: " + framed.length + " bytes (expected: an Avro single object, C3 01 first)");
    }
    return decode(fingerprint.getAsLong(), framed, HEADER);
  }

  /**
   * The fingerprint in the single-object header; empty if the bytes do not begin with one. Says
   * nothing about the rest.
   */
  public static OptionalLong framedFingerprint(byte[] framed) {
    return framed.length < HEADER || framed[0] != MARKER_1 || framed[1] != MARKER_2
        ? OptionalLong.empty()
        : OptionalLong.of(ByteBuffer.wrap(framed).order(ByteOrder.LITTLE_ENDIAN).getLong(2));
  }

  private static SpecificRecord decode(long fingerprint, byte[] bytes, int offset) {
    try {
      var decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
      SpecificRecord event = reader(fingerprint).read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UnreadableEvent(
            "payload: " + bytes.length + " bytes (expected: no byte after the event)");
      }
      return event;
    } catch (UnreadableEvent unreadable) {
      throw unreadable;
    } catch (EOFException truncated) {
      throw new UnreadableEvent("payload: " + bytes.length + " bytes (expected: more)", truncated);
    } catch (IOException | RuntimeException damaged) { // Avro throws half a dozen unrelated types

      throw new UnreadableEvent(
          "payload: " + bytes.length + " damaged bytes (expected: one event)", damaged);
    }
  }

  private static SpecificDatumWriter<SpecificRecord> writer(SpecificRecord event) {
    return WRITERS.computeIfAbsent(
        event.getSchema().getFullName(),
        _ ->
            new SpecificDatumWriter<>(
                event.getSchema(), SpecificData.getForSchema(event.getSchema())));
  }

  private static SpecificDatumReader<SpecificRecord> reader(long fingerprint) {
    return READERS.computeIfAbsent(fingerprint, AvroEvents::newReader);
  }

  private static SpecificDatumReader<SpecificRecord> newReader(long fingerprint) {
    Schema written = EventSchemas.shipped().findByFingerprint(fingerprint);
    Class<?> today = SpecificData.get().getClass(written);
    if (today == null) {
      throw new UnreadableEvent(
          "type: " + written.getFullName() + " (expected: a class of this build)");
    }
    SpecificData data = SpecificData.getForClass(today);
    return new SpecificDatumReader<>(written, data.getSchema(today), data);
  }
}
