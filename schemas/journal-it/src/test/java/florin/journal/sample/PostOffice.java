package florin.journal.sample;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The world outside: keeps count of what came, and answers as a test says, else with the text. */
@Component
public class PostOffice {

  private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
  private final Map<String, Queue<Mono<String>>> answers = new ConcurrentHashMap<>();

  /** Sends a letter; counted when it is sent, not when it is answered. */
  public Mono<String> send(String text) {
    return Mono.defer(
        () -> {
          sent.computeIfAbsent(text, _ -> new AtomicInteger()).incrementAndGet();
          Queue<Mono<String>> prepared = answers.get(text);
          Mono<String> next = prepared == null ? null : prepared.poll();
          return next == null ? Mono.just(text) : next;
        });
  }

  /** What the next letter of this text is answered with; several wait in order. */
  public void answer(String text, Mono<String> answer) {
    answers.computeIfAbsent(text, _ -> new ConcurrentLinkedQueue<>()).add(answer);
  }

  /** How often a letter of this text was sent. */
  public int sent(String text) {
    AtomicInteger count = sent.get(text);
    return count == null ? 0 : count.get();
  }
}
