"""Measures an inference server: latency and throughput as clients at once become more.

    python measure_by_tritonclient.py HOST:PORT MODEL [SECONDS]

Each client asks for one sample at a time, as fast as it is answered, from a thread of its own. Needs:
pip install 'tritonclient[grpc]'
"""

import sys
import threading
import time

import numpy as np
import tritonclient.grpc as grpcclient

CLIENTS = [1, 4, 16, 64]


def ask(address, model, name, spikes, end, times):
    client = grpcclient.InferenceServerClient(address)
    while time.perf_counter() < end:
        begun = time.perf_counter()
        given = grpcclient.InferInput(name, list(spikes.shape), "UINT8")
        given.set_data_from_numpy(spikes)
        client.infer(model, [given])
        times.append(time.perf_counter() - begun)


def measure(address, model, clients, seconds):
    tensor = grpcclient.InferenceServerClient(address).get_model_metadata(model).inputs[0]
    random = np.random.default_rng(1)
    end = time.perf_counter() + seconds
    times = [[] for _ in range(clients)]
    threads = []
    for i in range(clients):
        spikes = (random.random([1, *tensor.shape[1:]]) < 0.01).astype(np.uint8)
        given = (address, model, tensor.name, spikes, end, times[i])
        threads.append(threading.Thread(target=ask, args=given))
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    all_times = 1000 * np.array(sum(times, []))
    p50, p99 = np.percentile(all_times, [50, 99])
    print(f"{clients:7d} {len(all_times) / took:11.0f} {p50:10.1f} {p99:10.1f}", flush=True)


def main():
    address, model = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 5
    measure(address, model, 1, 1)
    print("clients  samples/s     p50 ms     p99 ms")
    for clients in CLIENTS:
        measure(address, model, clients, seconds)


if __name__ == "__main__":
    main()
