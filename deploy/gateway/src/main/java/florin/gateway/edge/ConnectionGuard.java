package florin.gateway.edge;

import florin.journal.stream.ProblemDefinition;
import florin.journal.web.problem.ProblemType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Bounds the time and the bytes of one client connection, below Spring. The header of a request
 * must be complete within a deadline, counted from the connection or from the request's first byte.
 * Its body must be complete within a deadline that moves with the bytes received, so that a slow
 * but steady upload is allowed and one byte a second is not. Both are answered with 408.
 *
 * <p>When a response ends before the body of its request does (the request was refused), the
 * connection is closed unless the rest is short and comes at once: {@code Connection: close} is
 * sent, the output is shut down, at most {@link #DISCARDED} further bytes are read and dropped, and
 * after {@link #LINGER} the socket is closed. Closing at once would reset the connection and could
 * destroy the response on its way.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

  private static final String NAME = "florin.guard";
  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final long DISCARDED = 256 * 1024;

  /** Requests a client may send ahead of the responses. */
  private static final int PIPELINED = 32;

  /** Bytes of request bodies that may wait behind an unfinished response. */
  private static final long QUEUED = 64 * 1024;

  /** Limits of one connection. */
  record Limits(Duration header, Duration body, long bodyBytesPerSecond) {}

  /** Writes the problem document of a refusal that no handler answers. */
  interface Problems {
    byte[] problem(ProblemDefinition problemType, String detail, String path, String requestId);
  }

  private final Limits limits;
  private final Problems problems;

  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable HttpRequest request;
  private long bodyStarted;
  private long bodyBytes;
  private int unanswered;
  private long queued;
  private boolean inHeader = true;
  private boolean received;
  private boolean inBody;
  private boolean responding;
  private boolean closing;
  private long discarded;

  private ConnectionGuard(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  /** Adds the guard around the HTTP codec of a new connection. */
  static void install(Channel channel, Limits limits, Problems problems) {
    var guard = new ConnectionGuard(limits, problems);
    channel.pipeline().addBefore(NettyPipeline.HttpCodec, NAME + ".bytes", guard.new FirstByte());
    channel.pipeline().addAfter(NettyPipeline.HttpCodec, NAME, guard);
  }

  /** Starts the header deadline with the first byte after a request. */
  private final class FirstByte extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (closing && message instanceof ByteBuf bytes) {
        discarded += bytes.readableBytes();
        bytes.release();
        // The handlers behind may have switched it on.
        context.channel().config().setAutoRead(false);
        return;
      }
      received = true;
      if (!inHeader && !inBody) {
        inHeader = true;
        var guard = context.pipeline().context(ConnectionGuard.this);
        schedule(guard, limits.header(), () -> headerLate(guard));
      }
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    schedule(context, limits.header(), () -> headerLate(context));
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel();
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closing) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest started && !begin(context, started)) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpContent content && !body(context, content)) {
      ReferenceCountUtil.release(message);
      return;
    }
    context.fireChannelRead(message);
  }

  private boolean begin(ChannelHandlerContext context, HttpRequest started) {
    cancel();
    inHeader = false;
    inBody = true;
    request = started;
    bodyBytes = 0;
    unanswered++;
    if (started.decoderResult().isFailure()) {
      refuse(context, malformed(started.decoderResult().cause()));
      return false;
    }
    if (unanswered > PIPELINED) {
      context.close();
      return false;
    }
    bodyStarted = System.nanoTime();
    if (!(started instanceof LastHttpContent)) {
      schedule(context, limits.body(), () -> bodyLate(context));
    }
    return true;
  }

  private boolean body(ChannelHandlerContext context, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      refuse(context, ProblemType.INVALID_REQUEST);
      return false;
    }
    bodyBytes += content.content().readableBytes();
    if (unanswered > 1) {
      queued += content.content().readableBytes();
      if (queued > QUEUED) {
        context.close();
        return false;
      }
    }
    if (content instanceof LastHttpContent) {
      inBody = false;
      cancel();
    }
    return true;
  }

  private static ProblemDefinition malformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> GatewayProblem.URI_TOO_LONG;
      case TooLongHttpHeaderException _ -> GatewayProblem.HEADERS_TOO_LARGE;
      default -> ProblemType.INVALID_REQUEST;
    };
  }

  private void headerLate(ChannelHandlerContext context) {
    if (received) {
      refuse(context, GatewayProblem.REQUEST_TIMEOUT);
    } else {
      context.close();
    }
  }

  private void bodyLate(ChannelHandlerContext context) {
    var allowed =
        limits.body().plus(Duration.ofMillis(bodyBytes * 1000 / limits.bodyBytesPerSecond()));
    var left = allowed.minusNanos(System.nanoTime() - bodyStarted);
    if (left.isPositive()) {
      schedule(context, left, () -> bodyLate(context));
    } else {
      refuse(context, GatewayProblem.REQUEST_TIMEOUT);
    }
  }

  /** Answers in the place of the handlers, unless one of them has begun to answer. */
  private void refuse(ChannelHandlerContext context, ProblemDefinition problemType) {
    if (closing) {
      return;
    }
    if (responding || unanswered > 1) {
      context.close();
      return;
    }
    var given = request;
    var path = given == null ? "/" : given.uri().split("[?#]", 2)[0];
    var requestId =
        HeaderFilter.requestId(given == null ? null : given.headers().get("X-Request-Id"));
    var body = problems.problem(problemType, detail(problemType), path, requestId);
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problemType.status()),
            Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HeaderFilter.REQUEST_ID, requestId);
    closing = true;
    cancel();
    context.writeAndFlush(response).addListener(_ -> linger(context));
  }

  private String detail(ProblemDefinition problemType) {
    return switch (problemType) {
      case GatewayProblem.REQUEST_TIMEOUT ->
          inBody
              ? "The body was not complete within "
                  + limits.body().toSeconds()
                  + " s, nor came at "
                  + limits.bodyBytesPerSecond()
                  + " bytes a second."
              : "The header was not complete within " + limits.header().toSeconds() + " s.";
      case GatewayProblem.URI_TOO_LONG -> "The address is longer than the server reads.";
      case GatewayProblem.HEADERS_TOO_LARGE -> "The header is larger than the server reads.";
      default -> "The message is not valid HTTP/1.1.";
    };
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (closing) {
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    if (message instanceof HttpResponse response && isFinal(response)) {
      responding = true;
      if (inBody && unanswered == 1 && !isSoonComplete()) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
    }
    if (message instanceof LastHttpContent && responding) {
      responding = false;
      unanswered--;
      queued = 0;
      if (inBody && unanswered == 0) {
        if (isSoonComplete()) {
          schedule(context, LINGER, context::close);
        } else {
          closing = true;
          cancel();
          context.write(message, promise).addListener(_ -> linger(context));
          return;
        }
      }
    }
    context.write(message, promise);
  }

  /** A short body may end after its response; the connection is then used again. */
  private boolean isSoonComplete() {
    var given = request;
    return given != null
        && !HttpUtil.isTransferEncodingChunked(given)
        // A client that asks first may send the next request instead of the body.
        && !given.headers().contains(HttpHeaderNames.EXPECT)
        && HttpUtil.getContentLength(given, Long.MAX_VALUE) - bodyBytes <= QUEUED;
  }

  private static boolean isFinal(HttpResponse response) {
    return response.status().codeClass() != HttpStatusClass.INFORMATIONAL
        || response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    // What closes here has written its response; a request that is still coming in needs the
    // linger.
    if (closing && context.channel().isActive()) {
      promise.trySuccess();
      return;
    }
    context.close(promise);
  }

  private void linger(ChannelHandlerContext context) {
    var channel = context.channel();
    if (!channel.isActive()) {
      return;
    }
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
    var end = System.nanoTime() + LINGER.toNanos();
    discard(context, end);
  }

  /** Reads on a little, so that a client that sends before it reads gets to read. */
  private void discard(ChannelHandlerContext context, long end) {
    if (!context.channel().isActive()) {
      return;
    }
    if (System.nanoTime() - end >= 0) {
      context.close(context.newPromise());
      return;
    }
    if (discarded < DISCARDED) {
      context.read();
    }
    context.executor().schedule(() -> discard(context, end), 20, TimeUnit.MILLISECONDS);
  }

  private void schedule(ChannelHandlerContext context, Duration after, Runnable task) {
    cancel();
    deadline = context.executor().schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void cancel() {
    var running = deadline;
    if (running != null) {
      running.cancel(false);
      deadline = null;
    }
  }
}
