package florin.journal.database.binary;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.codec.CodecRegistry;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import io.r2dbc.postgresql.message.Format;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Sends a {@link BinaryArray} as it is; the driver finds it by the service loader. */
public final class BinaryArrayCodec implements Codec<BinaryArray>, CodecRegistrar {

  @Override
  public Publisher<Void> register(
      PostgresqlConnection connection, ByteBufAllocator allocator, CodecRegistry registry) {
    registry.addFirst(this);
    return Mono.empty();
  }

  @Override
  public boolean canEncode(Object value) {
    return value instanceof BinaryArray;
  }

  @Override
  public EncodedParameter encode(Object value) {
    BinaryArray array = (BinaryArray) value;
    return new EncodedParameter(
        Format.FORMAT_BINARY,
        array.type(),
        Mono.fromSupplier(() -> array.bytes().retainedDuplicate()));
  }

  @Override
  public EncodedParameter encode(Object value, int type) {
    return encode(value);
  }

  @Override
  public boolean canEncodeNull(Class<?> type) {
    return false;
  }

  @Override
  public EncodedParameter encodeNull() {
    throw new UnsupportedOperationException("null (expected: an array)");
  }

  @Override
  public boolean canDecode(int type, Format format, Class<?> wanted) {
    return false;
  }

  @Override
  public @Nullable BinaryArray decode(
      @Nullable ByteBuf buffer, int type, Format format, Class<? extends BinaryArray> wanted) {
    throw new UnsupportedOperationException("decode (expected: encode)");
  }
}
