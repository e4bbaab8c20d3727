package dev.ranvier.tests.optimized;

import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.queue.Heap;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.bench.Device;
import dev.ranvier.examples.bench.Loaded;
import dev.ranvier.examples.bench.QueueWork;
import dev.ranvier.examples.bench.RecurrentWork;
import dev.ranvier.examples.bench.Work;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.hlo.Hlo;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.tests.testing.OnCpuOnly;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A step that copies its queues costs more than all else in it, and XLA puts in such copies
/// silently: wherever something is read before it is written over. So what the plugin made of each
/// queue, and of networks, is looked at.
@OnCpuOnly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QueuesStayInPlaceTest {
  private static final int QUEUES = 640;
  private static final int STEPS = 50;
  private static final int NEURONS = 40;

  private Device device;

  @BeforeAll
  void open() {
    device = Device.open(Optional.empty(), FetchProgress.SILENT);
  }

  @AfterAll
  void close() {
    device.close();
  }

  private Hlo optimized(Work work) {
    try (Loaded loaded = device.load(work)) {
      return Hlo.of(loaded.optimized().orElseThrow());
    }
  }

  /// @param size what is not to be copied, in elements
  private static void assertStaysInPlace(Hlo program, long size) {
    assertThat(program.insideLoops()).as("instructions inside loops").isNotEmpty();
    assertThat(program.insideLoops())
        .filteredOn(one -> one.opcode().startsWith("copy") && one.elements() >= size)
        .as("copies in a loop of %d elements or more", size)
        .isEmpty();
  }

  private static void assertIsOneKernel(Hlo program) {
    assertThat(program.instructions())
        .filteredOn(one -> one.opcode().equals("call"))
        .extracting(Hlo.Instruction::attributes)
        .as("attributes of calls")
        .anySatisfy(
            attributes -> assertThat(attributes).containsEntry("xla_cpu_small_call", "true"));
  }

  static Stream<Arguments> queues() {
    return Queues.all().stream()
        .flatMap(queue -> Stream.of("equal", "mixed").map(delays -> Arguments.of(queue, delays)));
  }

  @ParameterizedTest
  @MethodSource("queues")
  void queuesByThemselvesStayInPlace(Queue queue, String delays) {
    TensorType each = TensorType.of(ElementType.I32, QUEUES);
    int[] steps = new int[QUEUES];
    Arrays.setAll(steps, i -> delays.equals("equal") ? 30 : 1 + i % 30);
    Tensor events =
        Tensor.ofBytes(each.withElement(ElementType.U8).stacked(STEPS), new byte[QUEUES * STEPS]);
    QueueType type = queue.type(Delays.uniform(ms(1), ms(30)), dt(ms(1)), each.dimensions());
    QueueWork work = new QueueWork(type.withReach(30), Tensor.ofInts(each, steps), events);
    Hlo program = optimized(work.lowered(Targets.cpu()));
    assertStaysInPlace(program, largestPart(work.lowering(Targets.cpu())));
    assertIsOneKernel(program);
  }

  /// A ring is more than its rows, of which one may be copied before it is written.
  private static long largestPart(QueueLowering lowering) {
    return lowering.parts().stream().mapToLong(part -> part.type().size()).max().orElse(QUEUES);
  }

  static List<Queue> bounded() {
    return List.of(new Ring(), new Fifo(4), new Fifo(1), new Sorted(1), new Heap(3));
  }

  @ParameterizedTest
  @MethodSource("bounded")
  void networksKeepTheirQueuesInPlace(Queue queue) {
    SplittableRandom random = new SplittableRandom(1);
    TensorType matrix = TensorType.of(ElementType.F32, NEURONS, NEURONS);
    int[] delays = new int[NEURONS * NEURONS];
    Arrays.setAll(delays, _ -> random.nextInt(1, 60));
    float[] weights = new float[NEURONS * NEURONS];
    Arrays.fill(weights, 1e-3f);
    float[] drive = new float[NEURONS];
    Arrays.fill(drive, 0.15f);
    Work work =
        new RecurrentWork(
                queue,
                NEURONS,
                STEPS,
                0.025,
                2,
                10,
                1,
                Tensor.ofFloats(matrix, weights),
                Tensor.ofInts(matrix.withElement(ElementType.I32), delays),
                Tensor.ofFloats(TensorType.of(ElementType.F32, NEURONS), drive))
            .lowered(Targets.cpu());
    Hlo program = optimized(work);
    assertStaysInPlace(program, (long) NEURONS * NEURONS);
    assertIsOneKernel(program);
  }
}
