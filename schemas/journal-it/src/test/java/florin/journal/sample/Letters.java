package florin.journal.sample;

import florin.journal.UnitOfWork;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Notes that are first taken to the {@link PostOffice}, an effect outside the database. */
@RestController
@RequestMapping("/api/letters")
public class Letters {

  private final ApiCommands commands;
  private final PostOffice office;

  Letters(ApiCommands commands, PostOffice office) {
    this.commands = commands;
    this.office = office;
  }

  @PostMapping
  Mono<ResponseEntity<SampleApplication.NoteRow>> post(
      Caller caller, @RequestBody SampleApplication.NoteBody body) {
    return post(commands, caller, office.send(String.valueOf(body.text())));
  }

  /** The same with other commands, for wrong ones. */
  public static Mono<ResponseEntity<SampleApplication.NoteRow>> post(
      ApiCommands commands, Caller caller, Mono<String> sent) {
    return commands.runLeased(
        caller,
        SampleApplication.NoteRow.class,
        sent,
        (unit, stamp) -> note(unit, caller, Ids.next(), stamp));
  }

  /** Takes a note of this text. */
  public static Mono<CommandResponse<SampleApplication.NoteRow>> note(
      UnitOfWork unit, Caller caller, UUID id, String text) {
    return unit.load(SampleApplication.NOTES, new StreamId(caller.user(), "note", id))
        .map(
            loadedStream -> {
              var command = new SampleApplication.TakeNote(id, Optional.of(text), caller.at());
              int version =
                  unit.decide(SampleApplication.NOTES, loadedStream, command, caller.newChange())
                      .userVersion();
              return CommandResponse.created(
                  new SampleApplication.NoteRow(id, text, version), version, "/api/notes/" + id);
            });
  }
}
