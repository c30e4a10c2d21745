package florin.bench.environment;

import florin.journal.web.Caller;
import florin.journal.web.Page;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The cost of HTTP, the check of a token and an empty page in the service itself: the minimum of
 * every response.
 */
@RestController
@RequestMapping(EmptyEndpoint.PATH)
public class EmptyEndpoint {

  public static final String PATH = "/api/nothing";

  @GetMapping
  Mono<Page<String>> nothing(Caller caller) {
    return Mono.just(new Page<>(List.of(), null));
  }
}
