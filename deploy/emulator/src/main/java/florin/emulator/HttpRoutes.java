package florin.emulator;

import florin.emulator.control.ControlPlane;
import florin.emulator.control.ControlRequest;
import florin.emulator.data.Json;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import florin.emulator.http.HttpReply;
import florin.emulator.http.PlaidRequestHandler;
import florin.emulator.link.HostedLink;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** From HTTP to the counter and the control plane; all work hops to the bank's thread. */
final class HttpRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(HttpRoutes.class);
  private static final byte[] NOTHING = new byte[0];

  private final PlaidRequestHandler plaidRequestHandler;
  private final List<Endpoint> endpoints;
  private final ControlPlane control;
  private final HostedLink hostedLink;
  private final Scheduler thread;

  HttpRoutes(
      PlaidRequestHandler plaidRequestHandler,
      List<Endpoint> endpoints,
      ControlPlane control,
      HostedLink hostedLink,
      Scheduler thread) {
    this.plaidRequestHandler = plaidRequestHandler;
    this.endpoints = endpoints;
    this.control = control;
    this.hostedLink = hostedLink;
    this.thread = thread;
  }

  void register(HttpServerRoutes routes) {
    for (var endpoint : endpoints) {
      routes.post(
          endpoint.path(), (request, response) -> write(response, serve(endpoint, request)));
    }
    for (var route : control.routes()) {
      var path = "/_emulator/" + route.path();
      switch (route.method()) {
        case "GET" -> routes.get(path, (in, out) -> write(out, control(route, in)));
        case "DELETE" -> routes.delete(path, (in, out) -> write(out, control(route, in)));
        case "PATCH" ->
            routes.route(
                in -> in.method().equals(HttpMethod.PATCH) && matches(path, in),
                (in, out) -> write(out, control(route, in)));
        default -> routes.post(path, (in, out) -> write(out, control(route, in)));
      }
    }
    var page = HostedLink.PATH + "{linkToken}";
    routes.get(page, (in, out) -> write(out, hostedPage(in.param("linkToken"))));
    routes.post(page, (in, out) -> write(out, hostedForm(in)));
    var paths = endpoints.stream().map(Endpoint::path).collect(Collectors.toSet());
    routes.route(any -> true, (in, out) -> write(out, unknown(in, paths)));
  }

  private Mono<HttpReply> serve(Endpoint endpoint, HttpServerRequest request) {
    var headers = request.requestHeaders();
    return body(request)
        .publishOn(thread)
        .map(
            bytes ->
                plaidRequestHandler.serve(
                    endpoint,
                    new PlaidRequestHandler.Incoming(
                        headers.get(HttpHeaderNames.CONTENT_TYPE),
                        headers.get("PLAID-CLIENT-ID"),
                        headers.get("PLAID-SECRET"),
                        bytes)));
  }

  private Mono<HttpReply> control(ControlPlane.Route route, HttpServerRequest request) {
    var variables = variables("/_emulator/" + route.path(), request.uri());
    var query =
        new QueryStringDecoder(request.uri())
            .parameters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst()));
    return body(request)
        .publishOn(thread)
        .flatMap(bytes -> route.reply(new ControlRequest(variables, query, json(bytes))))
        .onErrorResume(
            JacksonException.class,
            notJson -> Mono.just(HttpReply.json(400, ErrorCode.INVALID_BODY.refusal().object())));
  }

  private Mono<HttpReply> hostedPage(@Nullable String linkToken) {
    return Mono.fromCallable(() -> hostedLink.page(String.valueOf(linkToken))).subscribeOn(thread);
  }

  private Mono<HttpReply> hostedForm(HttpServerRequest request) {
    var linkToken = String.valueOf(request.param("linkToken"));
    return body(request)
        .publishOn(thread)
        .map(
            bytes -> {
              var form = new QueryStringDecoder(new String(bytes, StandardCharsets.UTF_8), false);
              var chosen = form.parameters().getOrDefault("institution_id", List.of());
              return hostedLink.submit(
                  linkToken, chosen.stream().filter(one -> !one.isEmpty()).findFirst());
            });
  }

  private Mono<HttpReply> unknown(HttpServerRequest request, Set<String> paths) {
    var path = new QueryStringDecoder(request.uri()).path();
    var code = paths.contains(path) ? ErrorCode.METHOD_NOT_ALLOWED : ErrorCode.NOT_FOUND;
    return body(request).publishOn(thread).map(bytes -> plaidRequestHandler.refuse(path, code));
  }

  private static Mono<byte[]> body(HttpServerRequest request) {
    return request.receive().aggregate().asByteArray().defaultIfEmpty(NOTHING);
  }

  private static JsonNode json(byte[] bytes) {
    return bytes.length == 0 ? Json.object() : Json.MAPPER.readTree(bytes);
  }

  private static boolean matches(String template, HttpServerRequest request) {
    return !variables(template, request.uri()).isEmpty();
  }

  /** The path's segments under their names in the template; empty if it does not fit. */
  private static Map<String, String> variables(String template, String uri) {
    var names = template.split("/", -1);
    var values = new QueryStringDecoder(uri).path().split("/", -1);
    var variables = new HashMap<String, String>();
    if (names.length != values.length) {
      return Map.of();
    }
    for (var at = 0; at < names.length; at++) {
      if (names[at].startsWith("{")) {
        variables.put(names[at].substring(1, names[at].length() - 1), values[at]);
      } else if (!names[at].equals(values[at])) {
        return Map.of();
      }
    }
    return variables;
  }

  private static Publisher<Void> write(HttpServerResponse response, Mono<HttpReply> reply) {
    return reply
        .onErrorResume(
            defect -> {
              LOG.error("request failed", defect);
              var error = ErrorCode.INTERNAL_SERVER_ERROR;
              return Mono.just(HttpReply.json(error.status(), error.refusal().object()));
            })
        .flatMap(
            ready ->
                switch (ready) {
                  case HttpReply.Complete complete -> write(response, complete);
                  case HttpReply.Streamed streamed ->
                      response
                          .status(streamed.status())
                          .header(HttpHeaderNames.CONTENT_TYPE, streamed.contentType())
                          .sendByteArray(streamed.body())
                          .then();
                  case HttpReply.Silence silence -> hangUp(response, silence);
                });
  }

  private static Mono<Void> write(HttpServerResponse response, HttpReply.Complete complete) {
    complete.headers().forEach(response::header);
    return response
        .status(complete.status())
        .header(HttpHeaderNames.CONTENT_TYPE, complete.contentType())
        .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(complete.body().length))
        .sendByteArray(Mono.just(complete.body()))
        .then();
  }

  /** Not completed: that would send an empty answer. The closed connection cancels it. */
  private static Mono<Void> hangUp(HttpServerResponse response, HttpReply.Silence silence) {
    return Mono.delay(silence.lasting())
        .flatMap(
            over -> {
              response.withConnection(connection -> connection.channel().close());
              return Mono.never();
            });
  }
}
