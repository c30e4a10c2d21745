package florin.emulator.http;

import tools.jackson.databind.node.ObjectNode;

/** One POST endpoint: request to response, without the request id. */
public record Endpoint(String path, RequestShape shape, boolean open, Handler handler) {
  /** Runs on the bank's own thread; whatever it commits is on the disk before the answer leaves. */
  public interface Handler {
    ObjectNode answer(EndpointCall endpointCall);
  }

  public Endpoint(String path, RequestShape shape, Handler handler) {
    this(path, shape, false, handler);
  }

  /** Without credentials. */
  public static Endpoint open(String path, RequestShape requestShape, Handler handler) {
    return new Endpoint(path, requestShape, true, handler);
  }
}
