package florin.gateway.page;

import florin.gateway.GatewaySettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /assets/{digest}/…} answers a file of the web UI, which never changes under its
 * address. Every path without an extension that a browser opens answers the same page; the page's
 * script shows the content of that path.
 */
@Configuration(proxyBeanMethods = false)
class PageRoutes {

  private static final List<String> NOT_PAGES =
      List.of("/api", "/auth", "/webhooks", "/assets", "/health", "/actuator");
  private static final CacheControl FOREVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> pages(GatewaySettings settings) {
    var folder = settings.web();
    var packaged = WebFiles.packaged();
    if (folder != null) {
      // Read again for each request: a developer edits and reloads.
      var files =
          Mono.fromCallable(() -> packaged.with(folder)).subscribeOn(Schedulers.boundedElastic());
      return routes(files, files.map(IndexPage::of), CacheControl::noStore);
    }
    return packaged.find("index.html").isPresent()
        ? routes(Mono.just(packaged), Mono.just(IndexPage.of(packaged)), () -> FOREVER)
        : RouterFunctions.route(_ -> false, _ -> ServerResponse.notFound().build());
  }

  private static RouterFunction<ServerResponse> routes(
      Mono<WebFiles> source, Mono<IndexPage> index, Supplier<CacheControl> kept) {
    return RouterFunctions.route()
        .GET("/assets/{digest}/{*file}", request -> file(request, source, kept.get()))
        .GET(isPage(), _ -> index.flatMap(PageRoutes::page))
        .build();
  }

  private static RequestPredicate isPage() {
    return request -> {
      var path = request.path();
      var reserved =
          NOT_PAGES.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "/"));
      return !reserved
          && path.indexOf('.', path.lastIndexOf('/')) < 0
          && (path.equals("/") || asksForHtml(request));
    };
  }

  private static boolean asksForHtml(ServerRequest request) {
    // As text: a media type that cannot be parsed is no failure of this path.
    return request.headers().header(HttpHeaders.ACCEPT).stream()
        .anyMatch(accepted -> accepted.contains(MediaType.TEXT_HTML_VALUE));
  }

  private static Mono<ServerResponse> file(
      ServerRequest request, Mono<WebFiles> source, CacheControl kept) {
    var name = request.pathVariable("file").substring(1);
    var digest = request.pathVariable("digest");
    return source
        .filter(files -> files.digest().equals(digest))
        .flatMap(files -> Mono.justOrEmpty(files.find(name)))
        .flatMap(
            file ->
                ServerResponse.ok()
                    .cacheControl(kept)
                    .contentType(file.mediaType())
                    .header("Cross-Origin-Resource-Policy", "same-origin")
                    .bodyValue(file.content()))
        .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
  }

  private static Mono<ServerResponse> page(IndexPage page) {
    return ServerResponse.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(MediaType.parseMediaType("text/html;charset=utf-8"))
        .header("Content-Security-Policy", page.policy())
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        .header(HttpHeaders.VARY, "Accept")
        .bodyValue(page.html());
  }
}
