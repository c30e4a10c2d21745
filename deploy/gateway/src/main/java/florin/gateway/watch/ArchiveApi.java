package florin.gateway.watch;

import florin.gateway.edge.EdgeProblem;
import florin.journal.web.export.Exports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Everything that a household has in all services as one file. Its parts are read one after the
 * other, each in one state of its service, and sent as they are read.
 */
@RestController
class ArchiveApi {

  private static final MediaType ZIP = new MediaType("application", "zip");

  /** Between two parts of a response; a service ends one that is not taken before. */
  private static final Duration TIME = Duration.ofSeconds(30);

  private final UpstreamClient upstreamClient;
  private final Clock clock;

  ArchiveApi(UpstreamClient upstreamClient, Clock clock) {
    this.upstreamClient = upstreamClient;
    this.clock = clock;
  }

  @GetMapping(path = "/api/exports/archive", produces = "application/zip")
  Mono<Void> archive(ServerWebExchange exchange) {
    exchange
        .getRequest()
        .getQueryParams()
        .keySet()
        .forEach(
            name -> {
              throw EdgeProblem.unknownParameter(name, Set.of());
            });
    @Nullable String token = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    ServerHttpResponse response = exchange.getResponse();
    Instant now = clock.instant();
    Flux<DataBuffer> body =
        Flux.using(
                () -> new ArchiveWriter(now), writer -> parts(writer, token), ArchiveWriter::close)
            .filter(bytes -> bytes.length > 0)
            .map(bytes -> response.bufferFactory().wrap(bytes))
            .switchOnFirst(
                (first, all) -> {
                  if (!first.isOnError()) {
                    describe(response.getHeaders(), now);
                  }
                  return all;
                });
    return response.writeWith(body);
  }

  private static void describe(HttpHeaders headers, Instant now) {
    headers.setContentType(ZIP);
    headers.setCacheControl("no-store");
    headers.setContentDisposition(
        ContentDisposition.attachment()
            .filename("florin-%s.zip".formatted(LocalDate.ofInstant(now, ZoneOffset.UTC)))
            .build());
  }

  private Flux<byte[]> parts(ArchiveWriter writer, @Nullable String token) {
    return Flux.fromIterable(List.of(ArchivePart.values()))
        .concatMap(part -> part(writer, part, token), 1)
        .concatWith(Mono.fromSupplier(writer::finish));
  }

  /** The file begins once the service has answered: nothing was sent before its refusal. */
  private Flux<byte[]> part(ArchiveWriter writer, ArchivePart part, @Nullable String token) {
    AtomicReference<String> position = new AtomicReference<>("");
    return upstreamClient
        .get(part.upstream(), part.request())
        .headers(
            headers -> {
              if (token != null) {
                headers.set(HttpHeaders.AUTHORIZATION, token);
              }
            })
        .exchangeToFlux(
            response -> {
              position.set(
                  Objects.requireNonNullElse(
                      response.headers().asHttpHeaders().getFirst(Exports.POSITION), ""));
              return response.statusCode().is2xxSuccessful()
                  ? content(writer, part, response)
                  : refused(part, response);
            })
        .timeout(TIME)
        .onErrorMap(failure -> !(failure instanceof EdgeProblem), _ -> unavailable(part))
        .concatWith(
            Mono.fromSupplier(
                () -> writer.end(part.file(), Objects.requireNonNullElse(position.get(), ""))));
  }

  private static Flux<byte[]> content(
      ArchiveWriter writer, ArchivePart part, ClientResponse response) {
    return Flux.concat(
        Mono.fromSupplier(() -> writer.begin(part.file())),
        response.bodyToFlux(DataBuffer.class).map(ArchiveApi::bytes).map(writer::write));
  }

  private static Flux<byte[]> refused(ArchivePart part, ClientResponse response) {
    return response
        .releaseBody()
        .thenMany(
            Flux.error(
                () ->
                    switch (response.statusCode().value()) {
                      case 401 -> EdgeProblem.refusedToken();
                      case 410 -> EdgeProblem.erased();
                      default -> unavailable(part);
                    }));
  }

  private static EdgeProblem unavailable(ArchivePart part) {
    return EdgeProblem.unavailable("The " + part.upstream().label() + " service");
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }
}
