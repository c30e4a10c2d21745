package florin.transactions.imports.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/** Decodes the bytes of a file part by part. */
final class Decoding {

  private static final int BUFFER = 16_384;

  private final CharsetDecoder decoder;
  private final Consumer<CharBuffer> characters;
  private final CharBuffer out = CharBuffer.allocate(BUFFER);

  private Decoding(Charset charset, CodingErrorAction action, Consumer<CharBuffer> characters) {
    this.decoder = charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    this.characters = characters;
  }

  /** Whether all bytes fit the encoding. */
  static boolean fits(FileBytes file, Charset charset) {
    return new Decoding(charset, CodingErrorAction.REPORT, _ -> {}).decode(file);
  }

  /** Passes the characters on; bytes that do not fit are read as U+FFFD. */
  static void each(FileBytes file, Charset charset, Consumer<CharBuffer> characters) {
    new Decoding(charset, CodingErrorAction.REPLACE, characters).decode(file);
  }

  private boolean decode(FileBytes file) {
    ByteBuffer in = ByteBuffer.allocate(0);
    for (byte[] part : file) {
      ByteBuffer joined = ByteBuffer.allocate(in.remaining() + part.length);
      in = joined.put(in).put(part).flip();
      if (!decode(in, false)) {
        return false;
      }
    }
    if (!decode(in, true)) {
      return false;
    }
    CoderResult result;
    do {
      result = decoder.flush(out);
      pass();
    } while (result.isOverflow());
    return true;
  }

  private boolean decode(ByteBuffer in, boolean last) {
    while (true) {
      CoderResult result = decoder.decode(in, out, last);
      pass();
      if (result.isError()) {
        return false;
      }
      if (result.isUnderflow()) {
        return true;
      }
    }
  }

  private void pass() {
    characters.accept(out.flip());
    out.clear();
  }
}
