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
public final class ResponseRecorder {

  private final List<RecordedResponse> answers = new ArrayList<>();

  /** One answer, compressed. */
  record RecordedResponse(String kind, byte[] gzip) {}

  /** Listens to the calls of what it is written to. */
  public Context asContext() {
    return Context.of(ResponseRecorder.class, this);
  }

  /** Who listens, if anybody does. */
  public static Optional<ResponseRecorder> current(ContextView context) {
    return context.getOrEmpty(ResponseRecorder.class);
  }

  /**
   * @param kind what was asked for, such as {@code transactions-sync}
   */
  public void record(String kind, byte[] body) {
    RecordedResponse recordedResponse = new RecordedResponse(kind, compressed(body));
    synchronized (answers) {
      answers.add(recordedResponse);
    }
  }

  List<RecordedResponse> answers() {
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
