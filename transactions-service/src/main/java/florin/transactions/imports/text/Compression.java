package florin.transactions.imports.text;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compresses parts of a file that are kept in memory. */
final class Compression {

  private Compression() {}

  static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
      byte[] buffer = new byte[16_384];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  static byte[] inflated(byte[] compressed, int length) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      byte[] plain = new byte[length];
      int at = 0;
      while (at < length) {
        int read = inflater.inflate(plain, at, length - at);
        if (read == 0) {
          throw new IllegalStateException("length: " + at + " (expected: " + length + ")");
        }
        at += read;
      }
      return plain;
    } catch (DataFormatException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      inflater.end();
    }
  }
}
