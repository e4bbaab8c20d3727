package dev.ranvier.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.models.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Schedules of small functions, counted by hand.
class ScheduleTest {
  private static final TensorType ROW = TensorType.of(ElementType.F32, 10);

  private static Port port(String name, Role role) {
    return new Port(name, role, ROW);
  }

  /// Two values of 40 bytes are alive at a time: the state, and one made of it.
  @Test
  void countsOpsChainsAndWhatIsAliveAtOnce() {
    Builder out = new Builder(List.of(ROW, ROW), Location.UNKNOWN);
    Value twice = out.add(out.arguments().get(0), out.arguments().get(0));
    Value weighted = out.multiply(twice, out.arguments().get(1));
    Value shifted = out.add(weighted, out.splat(ROW, 1.0));
    out.functionReturns(shifted);
    Function main = Function.of("main", true, out.build(), Location.UNKNOWN);
    Signature signature =
        new Signature(
            List.of(port("v", Role.STATE), port("w", Role.PARAMETER)),
            List.of(port("v", Role.STATE)));
    Schedule schedule = Schedule.of(main, signature, 1);
    assertThat(schedule).isEqualTo(new Schedule(1, 3, 3, 80, 40, 40));
    assertThat(schedule.fits(80)).isTrue();
    assertThat(schedule.fits(79)).isFalse();
    assertThat(schedule.weightsStay(119)).isFalse();
    assertThat(schedule.weightsStay(120)).isTrue();
  }

  /// s is the room if 80 s + 40 s^2 is the memory.
  @Test
  void saysHowMuchLargerPopulationsWouldFit() {
    Schedule schedule = new Schedule(1, 3, 3, 80, 40, 40);
    assertThat(schedule.room(80 * 3 + 40 * 9)).isCloseTo(3, within(1e-9));
    assertThat(schedule.words(100)).contains("fits: yes", "streamed in every call");
    assertThat(schedule.words(50)).contains("no: 30 B more than there are");
  }

  @Test
  void isExplainedForStreamingChips() {
    Program program =
        Compiler.target(Targets.lpu())
            .compile(Models.recurrent(), Settings.batch(2).steps(5).seed(1));
    assertThat(program.explain())
        .contains("on lpu", "schedule of a call of 5 steps", "which stay on the chip");
  }
}
