package florin.providersync.payload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a provider says while one run listens. It travels in Reactor's context, because it is for
 * nobody between the adapter that hears it and the commit that keeps it, just as a trace.
 */
public final class Heard {

  private final List<Answer> answers = new ArrayList<>();

  /** One answer, compressed. */
  record Answer(String kind, byte[] gzip) {}

  /** Listens to the calls of what it is written to. */
  public Context context() {
    return Context.of(Heard.class, this);
  }

  /** Who listens, if anybody does. */
  public static Optional<Heard> in(ContextView context) {
    return context.getOrEmpty(Heard.class);
  }

  /**
   * @param kind what was asked for, such as {@code transactions-sync}
   */
  public void add(String kind, byte[] body) {
    Answer answer = new Answer(kind, compressed(body));
    synchronized (answers) {
      answers.add(answer);
    }
  }

  List<Answer> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, body.length / 8));
    try (Gzip gzip = new Gzip(out)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static final class Gzip extends GZIPOutputStream {
    Gzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
