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
 * Records the responses of the provider during one run. It is passed in Reactor's context, like a
 * trace: only the adapter that receives a response and the commit that stores it use it.
 */
public final class ResponseRecorder {

  private final List<RecordedResponse> answers = new ArrayList<>();

  /** One answer, compressed. */
  record RecordedResponse(String kind, byte[] gzip) {}

  /** Records the responses of all calls in a context. */
  public Context asContext() {
    return Context.of(ResponseRecorder.class, this);
  }

  /** The listener of the current call, if there is one. */
  public static Optional<ResponseRecorder> current(ContextView context) {
    return context.getOrEmpty(ResponseRecorder.class);
  }

  /**
   * @param kind of the request, such as {@code transactions-sync}
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
