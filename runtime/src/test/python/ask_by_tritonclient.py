"""Asks an inference server by tritonclient, a client of the open inference protocol that is not Ranvier's.

    python ask_by_tritonclient.py HOST:PORT MODEL STEPS CHANNELS SPIKES_FILE

SPIKES_FILE holds uint8 [samples, STEPS, CHANNELS]. Prints a line for each answer, as hexadecimal bytes, and one for
each refusal. Needs: pip install 'tritonclient[grpc]'
"""

import sys

import numpy as np
import tritonclient.grpc as grpcclient
from tritonclient.utils import InferenceServerException


def ask(client, model, name, spikes):
    given = grpcclient.InferInput(name, list(spikes.shape), "UINT8")
    given.set_data_from_numpy(spikes)
    return client.infer(model, [given])


def refusal(client, model, name, spikes):
    try:
        ask(client, model, name, spikes)
    except InferenceServerException as problem:
        return f"{problem.status()} {problem.message()}"
    return "no refusal"


def main():
    address, model, steps, channels, file = sys.argv[1:]
    client = grpcclient.InferenceServerClient(address)
    print("ready", client.is_server_live(), client.is_server_ready(), client.is_model_ready(model))
    metadata = client.get_model_metadata(model)
    print("inputs", [(one.name, one.datatype, list(one.shape)) for one in metadata.inputs])
    print("outputs", [(one.name, one.datatype, list(one.shape)) for one in metadata.outputs])
    spikes = np.fromfile(file, np.uint8).reshape(-1, int(steps), int(channels))
    answer = ask(client, model, metadata.inputs[0].name, spikes)
    for output in metadata.outputs:
        array = answer.as_numpy(output.name)
        print(output.name, array.dtype, list(array.shape), array.tobytes().hex())
    print(refusal(client, "nobody", "in.spikes", spikes))
    print(refusal(client, model, "spikes", spikes))
    print(refusal(client, model, "in.spikes", spikes[:, 1:]))


if __name__ == "__main__":
    main()
